//! Conversations as threads: what a page reads and changes without the agent.

use std::collections::BTreeSet;

use chatkit::{Feedback, Head, Item, ItemId, Page, Paging, Stored, Thread, parse_thread};
use contract::Problem;
use kit::{
    database::{DbValue, Error, ParameterValue, nullable, query},
    log::Log,
};

use crate::{
    store::{Transcript, read},
    tools::steps,
    turn::database_problem,
};

/// The threads of a user.
pub struct Threads<'a> {
    /// Whose they are.
    pub user: &'a str,
    /// Where causes go.
    pub log: &'a Log,
}

impl Threads<'_> {
    /// A thread with its first items.
    ///
    /// # Errors
    ///
    /// As all of them: 404 for what is unknown or another user's, 503 when the database cannot be reached.
    pub fn get(&self, thread: Option<i64>) -> Result<Thread, Problem> {
        let id = known(thread)?;
        let row = self.find(id)?;
        let items = self.page(id, Paging::first())?;
        self.thread(id, row, items)
    }

    /// The threads, as they were made; none has its items.
    pub fn list(&self, paging: Paging) -> Result<Page<Thread>, Problem> {
        let after = paging.after.as_deref().map(|after| known(parse_thread(after))).transpose()?;
        if let Some(after) = after {
            self.find(after)?;
        }
        let parameters = [nullable(after), paging.descending.into(), rows(paging.limit)];
        let rows = self.query(include_str!("sql/threads.sql"), parameters)?;
        let threads: Result<Vec<Thread>, Problem> = rows
            .into_iter()
            .map(|mut row| match row.pop() {
                Some(DbValue::Int64(id)) => self.thread(id, row, Page::empty()),
                _ => Err(self.strange()),
            })
            .collect();
        Ok(Page::of(threads?, paging.limit, Thread::id))
    }

    /// Items of a thread.
    pub fn items(&self, thread: Option<i64>, paging: Paging) -> Result<Page<Item>, Problem> {
        let id = known(thread)?;
        self.find(id)?;
        self.page(id, paging)
    }

    /// Gives a thread another title.
    pub fn rename(&self, thread: Option<i64>, title: String) -> Result<Thread, Problem> {
        let id = known(thread)?;
        let rows = self.query(include_str!("sql/rename.sql"), [id.into(), title.into()])?;
        let row = rows.into_iter().next().ok_or_else(Problem::no_conversation)?;
        self.thread(id, row, Page::empty())
    }

    /// Removes a thread with all that was said in it; what was done stays done.
    pub fn delete(&self, thread: Option<i64>) -> Result<(), Problem> {
        let rows = self.query(include_str!("sql/delete.sql"), [known(thread)?.into()])?;
        match rows.first().and_then(|row| row.first()) {
            Some(DbValue::Boolean(true)) => Ok(()),
            Some(DbValue::Boolean(false)) => Err(Problem::no_conversation()),
            _ => Err(self.strange()),
        }
    }

    /// Keeps what the user thinks of items, in the place of what was thought before.
    pub fn feedback(
        &self,
        thread: Option<i64>,
        items: &[Option<ItemId>],
        kind: Feedback,
    ) -> Result<(), Problem> {
        let thread = known(thread)?;
        let items: Option<BTreeSet<(i64, i32)>> =
            items.iter().map(|item| item.map(|item| (item.turn, item.place))).collect();
        let (turns, places): (Vec<i64>, Vec<i32>) = items.ok_or_else(no_item)?.into_iter().unzip();
        // The turns are in order, so each is read once.
        let mut known = (None, Vec::new());
        for (&turn, &place) in turns.iter().zip(&places) {
            if known.0 != Some(turn) {
                known = (Some(turn), self.items_of(thread, turn)?);
            }
            let id = ItemId { turn, place }.to_string();
            if !known.1.iter().any(|item| item.id == id) {
                return Err(no_item());
            }
        }
        let parameters = [turns.into(), places.into(), kind.as_str().to_owned().into()];
        self.query(include_str!("sql/feedback.sql"), parameters).map(drop)
    }

    /// The thread and the turn of a user's message.
    ///
    /// # Errors
    ///
    /// 422 for an item that is not a user's message.
    pub fn turn_of(&self, thread: Option<i64>, item: Option<ItemId>) -> Result<(i64, i64), Problem> {
        let thread = known(thread)?;
        match item {
            Some(item) if item.is_user() => Ok((thread, item.turn)),
            Some(item) => {
                let id = item.to_string();
                match self.items_of(thread, item.turn)?.iter().any(|known| known.id == id) {
                    true => Err(Problem::invalid("item_id", "must be of a message of the user's")),
                    false => Err(no_item()),
                }
            }
            None => Err(no_item()),
        }
    }

    /// The items of a turn; when there is no such turn, none of them has an id of its.
    fn items_of(&self, thread: i64, turn: i64) -> Result<Vec<Item>, Problem> {
        let turns = self.turns(thread, Some(turn), false, 1)?;
        Ok(turns.into_iter().flat_map(Stored::items).collect())
    }

    fn page(&self, thread: i64, paging: Paging) -> Result<Page<Item>, Problem> {
        let from = match &paging.after {
            Some(after) => Some(ItemId::parse(after).ok_or_else(no_item)?.turn),
            None => None,
        };
        // A turn has an item at least, and the first turn may have none that comes after the cursor.
        let turns = self.turns(thread, from, paging.descending, paging.limit + 2)?;
        let mut items: Vec<Item> = turns
            .into_iter()
            .flat_map(|turn| {
                let mut items = turn.items();
                if paging.descending {
                    items.reverse();
                }
                items
            })
            .collect();
        if let Some(after) = paging.after {
            let place = items.iter().position(|item| item.id == after).ok_or_else(no_item)?;
            items.drain(..=place);
        }
        Ok(Page::of(items, paging.limit, |item| &item.id))
    }

    /// Turns of a thread in the order that is asked for, `from` that one on.
    fn turns(
        &self,
        thread: i64,
        from: Option<i64>,
        descending: bool,
        most: usize,
    ) -> Result<Vec<Stored>, Problem> {
        let parameters = [thread.into(), nullable(from), descending.into(), rows(most)];
        let rows = self.query(include_str!("sql/turns.sql"), parameters)?;
        rows.into_iter()
            .map(|row| match <[DbValue; 3]>::try_from(row) {
                Ok([DbValue::Int64(turn), DbValue::Str(created_at), DbValue::Str(transcript)]) => {
                    let transcript: Transcript = read(&transcript).map_err(|error| self.failed(error))?;
                    Ok(Stored {
                        head: Head { conversation: thread, turn, created_at },
                        steps: steps(transcript.items, &transcript.journal),
                        user: transcript.user,
                        quoted: transcript.quoted,
                    })
                }
                _ => Err(self.strange()),
            })
            .collect()
    }

    fn find(&self, thread: i64) -> Result<Vec<DbValue>, Problem> {
        let rows = self.query(include_str!("sql/thread.sql"), [thread.into()])?;
        rows.into_iter().next().ok_or_else(Problem::no_conversation)
    }

    /// A thread from its title and its moment.
    fn thread(&self, id: i64, row: Vec<DbValue>, items: Page<Item>) -> Result<Thread, Problem> {
        match <[DbValue; 2]>::try_from(row) {
            Ok([DbValue::Str(title), DbValue::Str(created_at)]) => {
                Ok(Thread::new(id, Some(title), created_at, items))
            }
            _ => Err(self.strange()),
        }
    }

    fn query<const N: usize>(
        &self,
        statement: &str,
        more: [ParameterValue; N],
    ) -> Result<Vec<Vec<DbValue>>, Problem> {
        let mut parameters: Vec<ParameterValue> = vec![self.user.to_owned().into()];
        parameters.extend(more);
        query(statement, &parameters).map_err(|error| self.failed(error))
    }

    fn strange(&self) -> Problem {
        self.failed(Error::Failed("a row of another form".to_owned()))
    }

    fn failed(&self, error: Error) -> Problem {
        database_problem(error, self.log)
    }
}

fn known(thread: Option<i64>) -> Result<i64, Problem> {
    thread.ok_or_else(Problem::no_conversation)
}

fn no_item() -> Problem {
    Problem::not_found("There is no such item.")
}

/// One more than are shown: whether there are more is seen by it.
fn rows(limit: usize) -> ParameterValue {
    (limit as i64 + 1).into()
}
