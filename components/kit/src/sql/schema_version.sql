select max(version) from todo.migration
