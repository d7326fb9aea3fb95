//! The repository checks itself. These are quick, and need nothing running.

mod files;
mod format;
mod imports;
mod layers;
mod manifest;
mod sizes;
mod specs;
