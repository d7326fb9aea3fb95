//! Which component serves a path.

use anyhow::{Result, bail, ensure};

/// The routes of an application, the most specific first.
///
/// As in Spin: segment by segment a literal beats `:name`, and both beat `/...`, which stands only at
/// the end and matches any number of segments, none included. Slashes at the end of a path do not count.
#[derive(Debug)]
pub struct Routes<T> {
    routes: Vec<(Vec<Segment>, T)>,
}

/// One part of a route; the order of the variants is that of precedence.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
enum Segment {
    Literal(String),
    Any,
    Rest,
}

impl<T> Routes<T> {
    /// Collects pairs of a route and what it leads to.
    ///
    /// # Errors
    /// When two routes are the same, or a route is not of a form that Spin knows.
    pub fn new(routes: impl IntoIterator<Item = (String, T)>) -> Result<Self> {
        let mut parsed: Vec<(Vec<Segment>, T)> = Vec::new();
        for (route, target) in routes {
            let segments = parse(&route)?;
            if parsed.iter().any(|(other, _)| *other == segments) {
                bail!("the route `{route}` stands twice in the manifest");
            }
            parsed.push((segments, target));
        }
        parsed.sort_by(|(left, _), (right, _)| left.cmp(right));
        Ok(Self { routes: parsed })
    }

    /// What serves `path`, which has no query. Nothing is decoded.
    pub fn find(&self, path: &str) -> Option<&T> {
        self.routes.iter().find(|(route, _)| matches(route, path)).map(|(_, target)| target)
    }
}

fn parse(route: &str) -> Result<Vec<Segment>> {
    ensure!(route.starts_with('/'), "the route `{route}` does not start with `/`");
    let (plain, wild) = match route.strip_suffix("/...") {
        Some(plain) => (plain, true),
        None => (route, false),
    };
    let mut segments = Vec::new();
    for part in plain.split('/').filter(|part| !part.is_empty()) {
        ensure!(!part.contains(['*', '?', '#']) && part != "...", "the route `{route}` is not supported");
        segments.push(if part.starts_with(':') { Segment::Any } else { Segment::Literal(part.to_owned()) });
    }
    if wild {
        segments.push(Segment::Rest);
    }
    Ok(segments)
}

fn matches(route: &[Segment], path: &str) -> bool {
    let mut parts = path.trim_matches('/').split('/').filter(|part| !part.is_empty());
    for segment in route {
        match segment {
            Segment::Rest => return true,
            Segment::Any if parts.next().is_some() => {}
            Segment::Literal(literal) if parts.next() == Some(literal) => {}
            _ => return false,
        }
    }
    parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn routes(routes: &[&str]) -> Result<Routes<String>> {
        Routes::new(routes.iter().map(|route| (route.to_string(), route.to_string())))
    }

    fn check(path: &str, expected: Option<&str>) {
        let routes = routes(&[
            "/...",
            "/one/...",
            "/one/two/three/...",
            "/one/two",
            "/api/:user/chat",
            "/api/me/chat",
            "/api/auth/...",
            "/mcp",
        ]);
        assert_eq!(routes.unwrap().find(path).map(String::as_str), expected, "{path}");
    }

    #[test]
    fn the_most_specific_route_wins() {
        check("/", Some("/..."));
        check("/x/y/z", Some("/..."));
        check("/one", Some("/one/..."));
        check("/one/", Some("/one/..."));
        check("/one/two", Some("/one/two"));
        check("/one/two/", Some("/one/two"));
        check("/one/two/three", Some("/one/two/three/..."));
        check("/one/two/three/four/five", Some("/one/two/three/..."));
        check("/api/alice/chat", Some("/api/:user/chat"));
        check("/api/a%2Fb/chat", Some("/api/:user/chat"));
        check("/api/me/chat", Some("/api/me/chat"));
        check("/api/auth/token", Some("/api/auth/..."));
        check("/api/auth/chat", Some("/api/auth/..."));
        check("/api/alice/other", Some("/..."));
        check("/mcp", Some("/mcp"));
        check("/mcp/healthz", Some("/..."));
        check("/onetwo", Some("/..."));
    }

    #[test]
    fn a_path_without_a_route_leads_nowhere() {
        let routes = routes(&["/a", "/b/:x"]).unwrap();
        for path in ["/", "/b", "/b/c/d", "/aa", "/A"] {
            assert_eq!(routes.find(path), None, "{path}");
        }
    }

    #[test]
    fn bad_routes_are_refused() {
        for bad in [&["a"][..], &["/a*"], &["/.../a"], &["/a/:x", "/a/:y"], &["/a", "/a/"]] {
            assert!(routes(bad).is_err(), "{bad:?}");
        }
    }
}
