//! The migration as a component: a command that brings the database schema up to this build.
//!
//! It is safe to run twice and at once: each migration is one statement, which waits for its like and
//! then does nothing when it is done already.

use kit::database::query;

struct Migrate;

impl wasi::exports::cli::run::Guest for Migrate {
    fn run() -> Result<(), ()> {
        for migration in migrations::ALL {
            if let Err(error) = query(&migration.statement(), &[]) {
                eprintln!("migration {}: {error}", migration.name);
                return Err(());
            }
        }
        eprintln!("The schema is at version {}.", migrations::VERSION);
        Ok(())
    }
}

wasi::cli::command::export!(Migrate);
