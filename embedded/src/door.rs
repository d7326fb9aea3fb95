//! The door to the database: lets one connection in after another, where the database itself would leave a second
//! one without an answer, and would end when a client breaks off.

use std::io::{self, Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::process;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

/// How long a client waits for its turn: a connection that was just closed leaves within a second.
const PATIENCE: Duration = Duration::from_secs(10);

/// The door.
#[derive(Debug)]
pub struct Door {
    database: SocketAddr,
    inside: Mutex<Inside>,
    left: Condvar,
}

#[derive(Debug)]
enum Inside {
    Nobody,
    Client(TcpStream),
    Closed,
}

impl Door {
    /// A door to the database at that address.
    pub fn to(database: SocketAddr) -> Self {
        Self { database, inside: Mutex::new(Inside::Nobody), left: Condvar::new() }
    }

    /// Lets clients in one by one, until the door is closed.
    pub fn serve(self: std::sync::Arc<Self>, listener: &TcpListener) {
        for client in listener.incoming() {
            let door = self.clone();
            match client {
                Ok(client) => drop(std::thread::spawn(move || door.receive(client))),
                // No descriptor is free, perhaps; the next moment there may be one.
                Err(_) => std::thread::sleep(Duration::from_millis(100)),
            }
        }
    }

    /// Sends away who is inside, waits until the database has taken leave of it, and lets nobody in any more.
    pub fn close(&self) {
        let mut inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        while let Inside::Client(client) = &*inside {
            let _ = client.shutdown(Shutdown::Both);
            inside = self.left.wait(inside).unwrap_or_else(PoisonError::into_inner);
        }
        *inside = Inside::Closed;
    }

    fn receive(&self, mut client: TcpStream) {
        if !self.enter(&client) {
            let _ = refuse(&mut client);
            return;
        }
        // The database's own thread ends at an error that it did not expect; a new process is the way out.
        let Ok(database) = TcpStream::connect(self.database) else {
            eprintln!("todo-postgres: the database has ended");
            process::exit(1);
        };
        let _ = client.set_nodelay(true).and_then(|()| database.set_nodelay(true));
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let _ = io::copy(&mut &client, &mut &database);
                // However the client left, the database sees an orderly end.
                let _ = database.shutdown(Shutdown::Write);
            });
            if io::copy(&mut &database, &mut &client).is_err() {
                let _ = client.shutdown(Shutdown::Both);
                let _ = io::copy(&mut &database, &mut io::sink());
            }
            let _ = client.shutdown(Shutdown::Both);
        });
        let mut inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        *inside = Inside::Nobody;
        self.left.notify_all();
    }

    /// Waits for the turn; false when it does not come.
    fn enter(&self, client: &TcpStream) -> bool {
        let Ok(client) = client.try_clone() else { return false };
        let inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        let occupied = |inside: &mut Inside| matches!(inside, Inside::Client(_));
        let (mut inside, _) =
            self.left.wait_timeout_while(inside, PATIENCE, occupied).unwrap_or_else(PoisonError::into_inner);
        let free = matches!(*inside, Inside::Nobody);
        if free {
            *inside = Inside::Client(client);
        }
        free
    }
}

/// Answers the startup message with an error (PostgreSQL 17, section 53.7, ErrorResponse).
fn refuse(client: &mut TcpStream) -> io::Result<()> {
    // Closed with unread input, the connection would be reset and the answer lost.
    client.set_read_timeout(Some(Duration::from_secs(1)))?;
    let _ = client.read(&mut [0; 4096])?;
    let fields = b"SFATAL\0C53300\0Mthe embedded database serves one connection at a time, and another one is open\0\0";
    client.write_all(b"E")?;
    client.write_all(&u32::try_from(fields.len() + 4).unwrap_or_default().to_be_bytes())?;
    client.write_all(fields)
}
