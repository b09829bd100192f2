//! Every endpoint, by the list, against everybody.

use huigu_desk::{Role, TokenScope, UseCase};
use serde_json::Value;

use crate::client::{Reply, RequestContext};
use crate::conform::Operation;
use crate::ground::{PEOPLE, Server, person, shared};

/// A request to an operation, made of the description's own examples.
pub fn example(operation: &Operation<'_>) -> RequestContext {
    let mut target = operation.path.to_owned();
    for parameter in operation.said["parameters"].as_array().into_iter().flatten() {
        let (name, example) = (parameter["name"].as_str().unwrap_or_default(), &parameter["example"]);
        let text = example.as_str().map_or_else(|| example.to_string(), str::to_owned);
        target = target.replace(&format!("{{{name}}}"), &text);
    }
    let context = RequestContext::new(&operation.method, &target);
    let content = &operation.said["requestBody"]["content"];
    if let Some(body) = content.get("application/json") {
        return context.json(&body["example"].to_string());
    }
    if content.get("text/csv").is_some() {
        return context.csv("lender,loan_id,date,class\nanyuan-bank,000000101,2022-11-30,special-mention\n");
    }
    context
}

/// Whether an answer is a refusal for want of permission.
fn is_refused(reply: &Reply) -> bool {
    matches!(reply.status, 401 | 403) && reply.problem() != "not-yours"
}

#[test]
fn each_role_reaches_what_the_table_says() {
    let server = Server::new();
    let (mut asked, mut let_in) = (0, 0);
    for operation in server.described.operations().iter().filter(|one| one.said["x-use-case"].is_string()) {
        let use_case = UseCase::of(operation.said["x-use-case"].as_str().unwrap()).unwrap();
        for (login, role, _) in PEOPLE {
            let reply = server.context(&server.by(login, example(operation)));
            let may = use_case.reach(role).is_some();
            let about = format!("{login}: {} {}\n{reply}", operation.method, operation.path);
            assert_eq!(is_refused(&reply), !may, "{about}");
            if !may {
                let (status, problem) =
                    if role == Role::Public { (401, "credentials-needed") } else { (403, "not-allowed") };
                assert_eq!((reply.status, reply.problem().as_str()), (status, problem), "{about}");
                assert_eq!(reply.header("www-authenticate").is_some(), status == 401, "{about}");
            }
            asked += 1;
            let_in += usize::from(reply.status < 300);
        }
    }
    assert!(asked > 300 && let_in > asked / 3, "{let_in} of {asked}");
}

#[test]
fn a_token_opens_what_it_was_made_for() {
    let server = Server::new();
    for operation in server.described.operations().iter().filter(|one| one.said["x-use-case"].is_string()) {
        let use_case = UseCase::of(operation.said["x-use-case"].as_str().unwrap()).unwrap();
        let opens = operation.list("x-token-scopes");
        for (login, role) in [("centre", Role::Centre), ("bank", Role::Bank), ("enterprise", Role::Enterprise)] {
            for scope in TokenScope::ALL {
                let reply = server.context(&example(operation).token(&person(login).scoped[scope.code()]));
                let about = format!("{login} {scope:?}: {} {}\n{reply}", operation.method, operation.path);
                assert_eq!(opens.contains(&scope.code()), use_case.token().is_open_to(&[scope]), "{about}");
                match (use_case.reach(role).is_some(), use_case.token().is_open_to(&[scope])) {
                    (true, true) => assert!(!is_refused(&reply), "{about}"),
                    (true, false) => assert_eq!(reply.problem(), "token-lacks", "{about}"),
                    (false, _) => assert_eq!(reply.problem(), "not-allowed", "{about}"),
                }
            }
        }
    }
}

#[test]
fn what_is_no_token_is_refused() {
    let server = shared();
    let token = &person("bank").token;
    let mut broken = token.clone();
    broken.replace_range(10..11, if &token[10..11] == "0" { "1" } else { "0" });
    for given in [
        format!("Bearer {broken}"),
        "Bearer".to_owned(),
        "Bearer x".to_owned(),
        format!("Basic {token}"),
        token.clone(),
    ] {
        let reply =
            server.context(&RequestContext::get("/api/v1/plan").with("Authorization", &given)).is(401, "token-refused");
        assert!(reply.header("www-authenticate").unwrap().contains("invalid_token"));
    }
    server.context(&RequestContext::get("/api/v1/plan").with("Authorization", &format!("bEARER  {token}"))).expect(200);
    // A session that does not hold is the public.
    server.context(&RequestContext::get("/api/v1/plan").with("Cookie", "huigu=0000")).expect(200);
    server.context(&RequestContext::get("/api/v1/batches").with("Cookie", "huigu=0000")).is(401, "credentials-needed");
}

#[test]
fn what_is_anothers_is_not_there() {
    let server = shared();
    let get = |login: &str, target: &str| server.get(login, &format!("/api/v1{target}"));
    get("bank", "/settlements/2021/startup-loan-subsidy/anyuan-bank").expect(200);
    get("bank", "/settlements/2021/startup-loan-subsidy/beilun-gulf-bank").is(404, "not-there");
    get("other-bank", "/settlements/2021/startup-loan-subsidy/anyuan-bank").is(404, "not-there");
    get("centre", "/settlements/2021/startup-loan-subsidy/beilun-gulf-bank").expect(200);
    get("bank", "/trace/loan/anyuan-bank/000000102").expect(200);
    get("other-bank", "/trace/loan/anyuan-bank/000000102").is(404, "not-there");
    get("enterprise", "/trace/loan/anyuan-bank/000000102").expect(200);
    get("guarantor", "/trace/guarantee/mingzhou-guarantee/DB000000002").expect(200);
    get("guarantor", "/trace/guarantee/jiaochuan-guarantee/DB000000007").is(404, "not-there");
    get("enterprise", "/parties/91330211MA00000075").expect(200);
    get("enterprise", "/parties/91330211MAU1KFGD01").is(404, "not-there");
    get("bank", "/batches/1").is(404, "not-there");
    get("bank", "/batches/1/corrections").is(404, "not-there");
    server
        .context(&server.by("bank", RequestContext::new("POST", "/api/v1/batches/1/withdrawal")))
        .is(404, "not-there");
    // Answers hold the caller's own.
    let settled = get("bank", "/settlements/2021").expect(200).json();
    let each = settled["measures"].as_array().unwrap().iter().flat_map(|one| one["beneficiaries"].as_array().unwrap());
    let ids: Vec<&str> = each.map(|one| one["id"].as_str().unwrap()).collect();
    assert!(!ids.is_empty() && ids.iter().all(|id| *id == "anyuan-bank"), "{ids:?}");
    let own = get("enterprise", "/parties").expect(200).json();
    assert_eq!(own["parties"].as_array().unwrap().len(), 1);
    assert_eq!(
        get("public", "/settlements/2021").expect(200).json()["measures"][0]["beneficiaries"],
        Value::Array(vec![])
    );
    get("bank", "/targets/by/industry").is(403, "not-allowed");
    get("public", "/targets/by/lender").is(403, "not-allowed");
}

#[test]
fn persons_are_masked() {
    let found = shared().get("centre", "/api/v1/parties/P-000000022").expect(200).json();
    assert_eq!((found["masked"].as_bool(), found["name"].as_str()), (Some(true), Some("李**")));
    assert_eq!(found["rows"][0]["name"], "李**");
    assert!(
        shared().get("centre", "/api/v1/parties?q=%E6%9D%8E%E6%9F%90").expect(200).json()["parties"]
            .as_array()
            .unwrap()
            .is_empty()
    );
}
