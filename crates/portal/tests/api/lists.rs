//! Lists in pages, and the description itself.

use std::collections::BTreeSet;

use crate::client::RequestContext;
use crate::ground::shared;
use crate::roles::example;

/// Walks a list by its links; the keys in order, and how many pages there were.
fn walk(login: &str, first: &str, list: &str, key: &str) -> (Vec<String>, usize) {
    let (mut target, mut keys, mut pages) = (first.to_owned(), Vec::new(), 0);
    loop {
        let reply = shared().get(login, &target).expect(200);
        let told = reply.json();
        pages += 1;
        let name = |one: &serde_json::Value| one[key].as_str().map_or_else(|| one[key].to_string(), str::to_owned);
        keys.extend(told[list].as_array().unwrap().iter().map(name));
        let Some(link) = reply.header("link") else {
            assert!(told["next"].is_null());
            return (keys, pages);
        };
        let next = link.strip_prefix('<').unwrap().strip_suffix(">; rel=\"next\"").unwrap();
        assert!(next.ends_with(told["next"].as_str().unwrap()), "{link}");
        target = next.to_owned();
    }
}

#[test]
fn pages_together_are_the_whole() {
    for (first, list, key) in [
        ("/api/v1/parties?limit=1000", "parties", "party"),
        ("/api/v1/parties?q=%E7%A7%91%E6%8A%80&limit=1000", "parties", "party"),
        ("/api/v1/batches?limit=1000", "batches", "batch"),
        ("/api/v1/audit?to=2022-12-31&limit=1000", "acts", "act"),
        ("/api/v1/audit?use-case=import&limit=1000", "acts", "act"),
    ] {
        let (whole, _) = walk("centre", first, list, key);
        let (parts, pages) = walk("centre", &first.replace("limit=1000", "limit=3"), list, key);
        assert_eq!(whole, parts, "{first}");
        assert_eq!(parts.iter().collect::<BTreeSet<_>>().len(), parts.len(), "each once");
        assert_eq!(pages, parts.len().div_ceil(3).max(1), "{first}");
    }
    assert!(walk("centre", "/api/v1/parties", "parties", "party").0.len() > 100);
}

#[test]
fn a_cursor_is_of_its_list() {
    let cursor = |target: &str| shared().get("centre", target).expect(200).json()["next"].as_str().unwrap().to_owned();
    let parties = cursor("/api/v1/parties?limit=1");
    let get = |target: String| shared().get("centre", &target);
    get(format!("/api/v1/parties?limit=1&cursor={parties}")).expect(200);
    for wrong in [
        format!("/api/v1/batches?cursor={parties}"),
        "/api/v1/parties?cursor=00".to_owned(),
        "/api/v1/parties?cursor=xyz".to_owned(),
        "/api/v1/parties?cursor=".to_owned(),
    ] {
        get(wrong).is(400, "bad-parameter");
    }
    for wrong in ["limit=0", "limit=1001", "limit=-1", "limit=1&limit=2", "size=1", "limit"] {
        get(format!("/api/v1/parties?{wrong}")).is(400, "bad-parameter");
    }
}

#[test]
fn the_description_holds_together() {
    let server = shared();
    let described = &server.described;
    let text = described.0.to_string();
    for part in text.split("\"$ref\":\"#/").skip(1) {
        let path = part.split('"').next().unwrap();
        assert!(described.0.pointer(&format!("/{path}")).is_some(), "{path}");
    }
    let mut ids = BTreeSet::new();
    for operation in described.operations() {
        assert!(ids.insert(operation.said["operationId"].as_str().unwrap().to_owned()), "{}", operation.path);
        let named = operation.said["parameters"].as_array().into_iter().flatten().filter(|one| one["in"] == "path");
        let places = named.map(|one| format!("{{{}}}", one["name"].as_str().unwrap())).collect::<Vec<_>>();
        assert_eq!(operation.path.matches('{').count(), places.len());
        assert!(places.iter().all(|place| operation.path.contains(place.as_str())));
        for (status, said) in operation.said["responses"].as_object().unwrap() {
            for (media, content) in said["content"].as_object().into_iter().flatten() {
                if let Some(example) = content.get("example") {
                    described.fits(example, &content["schema"], &format!("{} {status} {media}", operation.path));
                }
            }
        }
        let request = &operation.said["requestBody"]["content"]["application/json"];
        if request.is_object() {
            described.fits(&request["example"], &request["schema"], operation.path);
        }
    }
    // What is described is there, by its method and no other.
    for operation in described.operations() {
        let context = example(&operation);
        assert_ne!(server.context(&server.by("auditor", context.clone())).status, 405, "{}", operation.path);
        let wrong = RequestContext::new("PATCH", &context.target).send(server.address).is(405, "method");
        let allowed: BTreeSet<&str> = wrong.header("allow").unwrap().split(',').map(str::trim).collect();
        let known: BTreeSet<String> = described
            .operations()
            .iter()
            .filter(|one| one.path == operation.path)
            .map(|one| one.method.clone())
            .collect();
        assert_eq!(
            allowed.iter().filter(|word| **word != "HEAD").map(|word| (*word).to_owned()).collect::<BTreeSet<_>>(),
            known
        );
    }
    let english =
        RequestContext::get("/api/v1/openapi.json").with("Accept-Language", "en").send(server.address).expect(200);
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let english = String::from_utf8(english.body).unwrap();
    assert!(!english.chars().any(han), "{:?}", english.lines().find(|line| line.chars().any(han)));
    assert!(text.chars().any(han));
}

#[test]
fn the_plan_is_told_whole() {
    let get = |target: &str| shared().get("public", target).expect(200).json();
    let plan = get("/api/v1/plan");
    for clause in plan["clauses"].as_array().unwrap() {
        let told = get(&format!("/api/v1/plan/clauses/{}", clause["clause"].as_str().unwrap()));
        assert_eq!(told["title"], clause["title"]);
    }
    let measures = get("/api/v1/plan/measures?as-of=2021-12-31");
    assert_eq!(measures["measures"].as_array().unwrap().len(), huigu_plan::shipped().measures().len());
    assert_eq!(get("/api/v1/plan/targets")["targets"].as_array().unwrap().len(), huigu_plan::shipped().targets().len());
    assert_eq!(
        get("/api/v1/plan/parameters")["parameters"].as_array().unwrap().len(),
        huigu_plan::shipped().parameters().len()
    );
    shared().get("public", "/api/v1/plan/clauses/99").is(404, "not-there");
    shared().get("public", "/api/v1/plan/measures?as-of=2019-01-01").is(422, "outside-validity");
    for problem in get("/api/v1/problems")["problems"].as_array().unwrap() {
        assert_eq!(&get(problem["type"].as_str().unwrap()), problem);
    }
}
