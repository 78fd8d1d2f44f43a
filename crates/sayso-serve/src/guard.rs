//! Who may ask.
//!
//! A server on one's own machine can be reached by every page that is open in the browser there. Two
//! headers tell them apart, which no page can set: `Origin` names the page that asks, and `Host` the name
//! under which the server was reached, which is a stranger's where that name was made to point at this
//! machine (DNS rebinding). An address in numbers cannot be made to point elsewhere.

use std::net::IpAddr;

use axum::http::{HeaderMap, StatusCode, header};

use crate::refusal::Refusal;

/// The names under which the server may be reached, beside `localhost` and any address in numbers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Guard {
    pub(crate) names: Vec<String>,
}

impl Guard {
    /// Refuses a request that reached the server under a name of strangers, or that a page of
    /// another place has sent.
    pub(crate) fn check(&self, headers: &HeaderMap) -> Result<(), Refusal> {
        let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
        let Some(host) = text(header::HOST) else {
            return Err(refused("the request names no host"));
        };
        let name = without_port(host);
        if !self.knows(name) {
            return Err(refused(format!(
                "\"{name}\" is no name of this server; if it is, start it with --host {name}"
            )));
        }
        let Some(origin) = text(header::ORIGIN) else { return Ok(()) };
        let place = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
        if place.is_some_and(|place| place.eq_ignore_ascii_case(host)) {
            return Ok(());
        }
        Err(refused(format!("a page of \"{origin}\" may not ask here, only one of \"{host}\"")))
    }

    fn knows(&self, name: &str) -> bool {
        let bare = name.trim_start_matches('[').trim_end_matches(']');
        bare.parse::<IpAddr>().is_ok()
            || name.eq_ignore_ascii_case("localhost")
            || self.names.iter().any(|known| name.eq_ignore_ascii_case(known))
    }
}

fn refused(reason: impl Into<String>) -> Refusal {
    Refusal::new(StatusCode::FORBIDDEN, reason)
}

/// The host without its port; an IPv6 address stays in its brackets.
fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port))
            if port.bytes().all(|byte| byte.is_ascii_digit()) && !name.ends_with(':') =>
        {
            name
        }
        _ => host,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_let_in(host: &str, origin: Option<&str>) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, host.parse().expect("a value"));
        if let Some(origin) = origin {
            headers.insert(header::ORIGIN, origin.parse().expect("a value"));
        }
        Guard { names: vec!["news.example".to_owned()] }.check(&headers).is_ok()
    }

    #[test]
    fn own_names_and_addresses_are_let_in() {
        for host in
            ["localhost:8080", "127.0.0.1:8080", "[::1]:8080", "[::1]", "News.example", "10.0.0.7"]
        {
            assert!(is_let_in(host, None), "{host}");
        }
    }

    #[test]
    fn names_of_strangers_are_refused() {
        for host in ["evil.example:8080", "localhost.evil.example", "127.0.0.1.evil.example", ""] {
            assert!(!is_let_in(host, None), "{host}");
        }
        assert!(Guard::default().check(&HeaderMap::new()).is_err());
    }

    #[test]
    fn page_of_another_place_is_refused() {
        let host = "localhost:8080";
        assert!(is_let_in(host, Some("http://localhost:8080")));
        assert!(is_let_in("news.example", Some("https://news.example")));
        for origin in ["http://localhost", "http://localhost:8081", "http://evil.example", "null"] {
            assert!(!is_let_in(host, Some(origin)), "{origin}");
        }
    }
}
