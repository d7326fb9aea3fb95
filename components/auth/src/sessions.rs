//! Sessions: whose request it is, and which others there are.

use accounts::{
    Code, Refusal,
    body::Fields,
    request::session_to_revoke,
    row::{Session, User},
    session::{FRESH_SECONDS, REMEMBERED_SECONDS, RENEW_AFTER_SECONDS},
};
use kit::{
    database::{DbValue, nullable},
    exchange::Answer,
};
use serde_json::json;

use crate::{call::Call, reply, store, token};

/// A session that holds, and whose it is.
pub struct Current {
    /// The session.
    pub session: Session,
    /// Whose it is.
    pub user: User,
    /// Whether the sign-in was not long ago.
    pub is_fresh: bool,
    /// Cookies to be set: when the session was prolonged.
    pub cookies: Vec<String>,
}

/// The session of the request's cookie, which is prolonged when that is due. None without one.
///
/// # Errors
///
/// The database's.
pub fn current(call: &mut Call<'_>) -> Result<Option<Current>, Refusal> {
    let Some(token) = call.presented.token.clone() else { return Ok(None) };
    let stays =
        call.presented.dont_remember || call.query.get("disableRefresh").is_some_and(|no| no == "true");
    let parameters = [
        token.into(),
        (!stays).into(),
        store::seconds(REMEMBERED_SECONDS),
        store::seconds(RENEW_AFTER_SECONDS),
        store::seconds(FRESH_SECONDS),
    ];
    let row = store::one(call.log, include_str!("sql/session.sql"), &parameters)?;
    let Some([session, user, is_renewed, is_fresh]) = row else { return Ok(None) };
    let (session, user): (Session, User) = (store::shown(&session)?, store::shown(&user)?);
    let is = |value| matches!(value, DbValue::Boolean(true));
    let cookies = if is(is_renewed) { call.config.cookies.set(&session.token, true) } else { Vec::new() };
    call.log.add("user", Some(user.id.clone()));
    Ok(Some(Current { session, user, is_fresh: is(is_fresh), cookies }))
}

/// The same for a request that needs one.
///
/// # Errors
///
/// 401, which clears the cookies of a session that is over; the database's.
pub fn required(call: &mut Call<'_>) -> Result<Current, Refusal> {
    let current = current(call)?;
    current.ok_or_else(|| {
        let is_over = call.presented.token.is_some();
        let cookies = if is_over { call.config.cookies.clear() } else { Vec::new() };
        Refusal { cookies, ..Code::Unauthorized.into() }
    })
}

/// `GET /get-session`, with a token for the other endpoints in `set-auth-jwt`.
///
/// # Errors
///
/// The database's.
pub fn get(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let mut answer = match current(call)? {
        Some(Current { session, user, cookies, .. }) => {
            let mut answer = reply::json(&json!({ "session": session, "user": user }), cookies)?;
            answer.headers.push(("set-auth-jwt", token::of(call, &user)?));
            answer.headers.push(("access-control-expose-headers", "set-auth-jwt".to_owned()));
            answer
        }
        None if call.presented.token.is_some() => reply::json(&(), call.config.cookies.clear())?,
        None => reply::json(&(), Vec::new())?,
    };
    answer.headers.push(("pragma", "no-cache".to_owned()));
    Ok(answer)
}

/// `GET /list-sessions`: with their tokens, so only shortly after a sign-in.
///
/// # Errors
///
/// 401, 403; the database's.
pub fn list(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let Current { user, is_fresh, cookies, .. } = required(call)?;
    if !is_fresh {
        return Err(Code::SessionNotFresh.into());
    }
    let rows = store::query(call.log, include_str!("sql/list_sessions.sql"), &[user.id.into()])?;
    let sessions: Result<Vec<Session>, Refusal> = rows.iter().flatten().map(store::shown).collect();
    reply::json(&sessions?, cookies)
}

/// `POST /revoke-session`. A token that is unknown, or another user's, has no effect.
///
/// # Errors
///
/// 400, 401; the database's.
pub fn revoke(call: &mut Call<'_>, body: Fields) -> Result<Answer, Refusal> {
    let token = session_to_revoke(body)?;
    revoke_where(call, Some(token), None)
}

/// `POST /revoke-sessions`: the session of the request, too.
///
/// # Errors
///
/// 401; the database's.
pub fn revoke_all(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    revoke_where(call, None, None)
}

/// `POST /revoke-other-sessions`.
///
/// # Errors
///
/// 401; the database's.
pub fn revoke_others(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let own = call.presented.token.clone();
    revoke_where(call, None, own)
}

fn revoke_where(call: &mut Call<'_>, only: Option<String>, but: Option<String>) -> Result<Answer, Refusal> {
    let Current { user, cookies, .. } = required(call)?;
    let parameters = [user.id.into(), nullable(only), nullable(but)];
    store::query(call.log, include_str!("sql/revoke_sessions.sql"), &parameters)?;
    reply::json(&json!({ "status": true }), cookies)
}
