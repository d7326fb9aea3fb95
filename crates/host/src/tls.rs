//! TLS as a client, to Postgres and over HTTP: certificate and host name are always verified.

use std::sync::{Arc, LazyLock};

use rustls::crypto::ring;
use rustls::{ClientConfig, Error, RootCertStore};

/// Made at the first use, since reading the system's certificates takes longer than starting the host.
static CONFIG: LazyLock<Result<Arc<ClientConfig>, Error>> = LazyLock::new(make);

/// What to connect with: it trusts the public authorities and those of the system.
///
/// # Errors
/// Only if the TLS library refuses its own defaults.
pub fn config() -> Result<Arc<ClientConfig>, Error> {
    CONFIG.clone()
}

fn make() -> Result<Arc<ClientConfig>, Error> {
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    // The system's may be missing or partly malformed: those that can be read are enough.
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(Arc::new(config))
}
