//! Accounts: to make one, to sign in and out, to change the password.

use accounts::{
    Code, Refusal,
    body::Fields,
    password::{self, SALT, Verdict},
    random,
    request::{ChangePassword, SignIn, SignUp},
    row::{Session, User},
    session,
};
use kit::{
    clock,
    database::{DbValue, ParameterValue, nullable},
    exchange::Answer,
};
use serde_json::json;

use crate::{attempts, call::Call, reply, sessions, store};

/// `POST /sign-up/email`: makes an account, and signs in.
///
/// # Errors
///
/// 400, 403, 429; 422 when there is an account of that address.
pub fn sign_up(call: &mut Call<'_>, body: Fields) -> Result<Answer, Refusal> {
    let wanted = SignUp::read(body)?;
    call.config.trusted.check_sign_in(&call.headers.origin())?;
    wanted.check()?;
    attempts::count(call, "sign-up", &wanted.email)?;
    let hash = hash(&wanted.password)?;
    let mut parameters: Vec<ParameterValue> = vec![
        random::id(clock::random).into(),
        wanted.name.into(),
        wanted.email.into(),
        nullable(wanted.image),
        random::id(clock::random).into(),
        hash.into(),
    ];
    parameters.extend(opening(call, wanted.remember));
    let row = store::one(call.log, include_str!("sql/sign_up.sql"), &parameters)?;
    let (session, user, cookies) = opened(call, row.ok_or(Code::UserExists)?, wanted.remember)?;
    reply::json(&json!({ "token": session.token, "user": user }), cookies)
}

/// `POST /sign-in/email`.
///
/// An address that nobody has takes as long as a wrong password.
///
/// # Errors
///
/// 400, 401, 403, 429.
pub fn sign_in(call: &mut Call<'_>, body: Fields) -> Result<Answer, Refusal> {
    let (wanted, address) = SignIn::read(body)?;
    call.config.trusted.check_sign_in(&call.headers.origin())?;
    let wanted = wanted.check(&address)?;
    attempts::count(call, "sign-in", &wanted.email)?;
    let known = store::one(call.log, include_str!("sql/credential.sql"), &[wanted.email.into()])?;
    let Some([user, known]) = known else {
        hash(&wanted.password)?;
        return Err(Code::InvalidEmailOrPassword.into());
    };
    let known = store::text(known)?;
    let renewed = match password::verify(&wanted.password, &known) {
        Verdict::Wrong => return Err(Code::InvalidEmailOrPassword.into()),
        Verdict::Right => None,
        Verdict::Outdated => Some(hash(&wanted.password)?),
    };
    let mut parameters: Vec<ParameterValue> =
        vec![store::text(user)?.into(), known.into(), nullable(renewed)];
    parameters.extend(opening(call, wanted.remember));
    let row = store::one(call.log, include_str!("sql/sign_in.sql"), &parameters)?;
    // Without a row the password was changed in this very moment.
    let row = row.ok_or(Code::InvalidEmailOrPassword)?;
    let (session, user, cookies) = opened(call, row, wanted.remember)?;
    let target = wanted.callback.as_deref().filter(|url| !url.is_empty());
    let mut answer = json!({ "redirect": target.is_some(), "token": session.token, "user": user });
    if let Some(url) = &wanted.callback {
        answer["url"] = url.as_str().into();
    }
    let mut answer = reply::json(&answer, cookies)?;
    answer.headers.extend(target.map(|url| ("location", url.to_owned())));
    Ok(answer)
}

/// `POST /sign-out`: also without a session.
///
/// # Errors
///
/// The database's.
pub fn sign_out(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    if let Some(token) = call.presented.token.clone() {
        store::query(call.log, include_str!("sql/sign_out.sql"), &[token.into()])?;
    }
    reply::json(&json!({ "success": true }), call.config.cookies.clear())
}

/// `POST /change-password`, and ends all other sessions when that is asked for.
///
/// # Errors
///
/// 400, 401, 429.
pub fn change_password(call: &mut Call<'_>, body: Fields) -> Result<Answer, Refusal> {
    let wanted = ChangePassword::read(body)?;
    let current = sessions::required(call)?;
    wanted.check()?;
    attempts::count(call, "change-password", &current.user.id)?;
    let id = || current.user.id.clone().into();
    let known = store::one(call.log, include_str!("sql/password.sql"), &[id()])?;
    let [known] = known.ok_or(Code::NoPassword)?;
    let known = store::text(known)?;
    if password::verify(&wanted.current, &known) == Verdict::Wrong {
        return Err(Code::InvalidPassword.into());
    }
    let mut parameters: Vec<ParameterValue> =
        vec![id(), known.into(), hash(&wanted.new)?.into(), wanted.revoke_others.into()];
    parameters.extend(opening(call, true));
    let row = store::one(call.log, include_str!("sql/change_password.sql"), &parameters)?;
    let [session] = row.ok_or(Code::InvalidPassword)?;
    let (token, cookies) = match session {
        DbValue::DbNull => (None, current.cookies),
        session => {
            let Session { token, .. } = store::shown(&session)?;
            let cookies = call.config.cookies.set(&token, !call.presented.dont_remember);
            (Some(token), cookies)
        }
    };
    reply::json(&json!({ "token": token, "user": current.user }), cookies)
}

/// A session that was opened, whose it is, and the cookies that carry it.
fn opened(
    call: &mut Call<'_>,
    [session, user]: [DbValue; 2],
    remember: bool,
) -> Result<(Session, User, Vec<String>), Refusal> {
    let (session, user): (Session, User) = (store::shown(&session)?, store::shown(&user)?);
    call.log.add("user", Some(user.id.clone()));
    let cookies = call.config.cookies.set(&session.token, remember);
    Ok((session, user, cookies))
}

fn hash(password: &str) -> Result<String, Refusal> {
    let salt: [u8; SALT] = clock::random_bytes();
    password::hash(password, salt).ok_or(Code::Internal.into())
}

/// What the statements take that open a session: id, token, life in seconds, address and program of the client.
fn opening(call: &Call<'_>, remember: bool) -> [ParameterValue; 5] {
    [
        random::id(clock::random).into(),
        random::id(clock::random).into(),
        store::seconds(session::lifetime(remember)),
        call.address().unwrap_or_default().into(),
        call.headers.user_agent().into(),
    ]
}
