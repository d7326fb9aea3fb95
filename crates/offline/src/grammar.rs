//! The tables, and the ways in which they are asked.

use crate::{
    pattern::{Found, Matcher, Pattern, Slot},
    rules::{self, Intent},
    target::Pointing,
    text::{Kind, Token, trimmed},
};

/// Reads one message by the tables.
#[derive(Debug)]
pub(crate) struct Grammar<'m> {
    matcher: Matcher<'m>,
}

/// Which beginnings of a command count; each takes in those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Start {
    /// Only what is a command wherever it stands.
    Firm,
    /// What is a command unless a title is being told.
    Loose,
    /// Whatever begins with a command's verb.
    Any,
}

impl<'m> Grammar<'m> {
    /// Reads `message`, and parts of it.
    pub fn new(message: &'m [Token]) -> Self {
        Self { matcher: Matcher::new(message) }
    }

    /// What a clause means, and the parts of it; fillers at both ends are passed over.
    pub fn read<'a>(&self, clause: &'a [Token]) -> Option<(Intent, Found<'a>)> {
        let bare = self.without_fillers(clause);
        let first = |tables: &[&[rules::Rule]], tokens: &'a [Token]| {
            tables.iter().find_map(|table| self.first(table, tokens))
        };
        first(&rules::TABLES[..1], clause)
            .or_else(|| first(rules::TABLES, bare))
            .or_else(|| {
                let wished = self.without(rules::WISHES, bare);
                first(rules::TABLES, self.without_fillers(wished)).filter(|_| wished.len() < bare.len())
            })
            .or_else(|| first(rules::LAST, bare))
    }

    /// The parts of a clause that puts something on a list.
    pub fn listed<'a>(&self, clause: &'a [Token]) -> Option<Found<'a>> {
        self.first(rules::LISTED, clause).filter(|(intent, _)| *intent == Intent::Add).map(|(_, found)| found)
    }

    /// What an answer to an open question means, when it is nothing but that.
    pub fn answer(&self, tokens: &[Token]) -> Option<Intent> {
        self.first(rules::ANSWERS, tokens).map(|(intent, _)| intent)
    }

    /// The first way of pointing at a task that fits, and the name in it.
    pub fn pointing<'a>(&self, tokens: &'a [Token]) -> Option<(Pointing, Found<'a>)> {
        self.first(rules::TARGETS, tokens)
    }

    /// A title, and the description that was told with it.
    pub fn noted<'a>(&self, tokens: &'a [Token]) -> Option<Found<'a>> {
        rules::WITH_NOTE.iter().find_map(|pattern| self.matcher.whole(pattern, tokens))
    }

    /// `tokens` without the words that lead to a title ("that I need to", "a task to").
    pub fn without_head<'a>(&self, tokens: &'a [Token]) -> &'a [Token] {
        self.without(rules::TITLE_HEADS, tokens)
    }

    /// Whether a command begins here.
    pub fn starts(&self, tokens: &[Token], start: Start) -> bool {
        let tokens = self.without(rules::LEADING, tokens);
        let tables = [rules::STARTS_FIRM, rules::STARTS_LOOSE, rules::STARTS_ANY];
        tables[..=start as usize].iter().any(|table| self.begins(table, tokens))
    }

    /// Whether a title is being told, so that what follows is rather a part of it than a command.
    pub fn is_adding(&self, tokens: &[Token]) -> bool {
        let tokens = self.without(rules::LEADING, tokens);
        self.begins(rules::ADDING, tokens)
    }

    /// Whether the words speak of open tasks, and whether of done ones.
    pub fn signs(&self, tokens: &[Token]) -> (bool, bool) {
        let speaks = |sign: &Pattern| self.matcher.whole(sign, tokens).is_some();
        (speaks(&rules::PENDING_SIGN), speaks(&rules::FINISHED_SIGN))
    }

    /// `tokens` without politeness and the like at both ends.
    pub fn without_fillers<'a>(&self, tokens: &'a [Token]) -> &'a [Token] {
        let mut rest = self.without(rules::LEADING, tokens);
        while let Some(found) = rules::TRAILING.iter().find_map(|pattern| self.matcher.whole(pattern, rest)) {
            rest = found.get(Slot::Thing);
        }
        rest
    }

    fn first<'a, L: Copy>(&self, table: &[(L, Pattern)], tokens: &'a [Token]) -> Option<(L, Found<'a>)> {
        table.iter().find_map(|(label, pattern)| Some((*label, self.matcher.whole(pattern, tokens)?)))
    }

    fn begins(&self, table: &[Pattern], tokens: &[Token]) -> bool {
        table.iter().any(|pattern| self.matcher.prefix(pattern, tokens).is_some())
    }

    /// Leaves out what any of `patterns` matches at the beginning, again and again, but never everything.
    fn without<'a>(&self, patterns: &[Pattern], tokens: &'a [Token]) -> &'a [Token] {
        let mut rest = trimmed(tokens);
        let has_text = |tokens: &[Token]| tokens.iter().any(|token| token.kind != Kind::Mark);
        let shorter = |rest: &'a [Token]| {
            let mut found = patterns.iter().filter_map(|pattern| self.matcher.prefix(pattern, rest));
            found
                .find(|found| found.len > 0 && has_text(&rest[found.len..]))
                .map(|found| trimmed(&rest[found.len..]))
        };
        while let Some(next) = shorter(rest) {
            rest = next;
        }
        rest
    }
}
