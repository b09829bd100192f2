//! Answers within their scopes are those of the whole, cut and not recomputed;
//! and what is kept of a batch is what a new desk works out.

use huigu_desk::{
    AsKnownAt, BatchNumber, BreakDownTargets, Caller, Error, ListApprovals, Number, Role, SettleYear, ShowApproval,
    VerifySettlement,
};
use huigu_engine::{ClaimVerdict, Dimension};
use huigu_facts::{Kind, PartyKind};
use huigu_quantity::Fen;

use crate::ground::{
    BANKS, GUARANTORS, Ground, PARTIES, TOWNS, breakdown, explain, find, operator, party, settle, simulate, targets,
};

#[test]
fn an_institution_s_part_is_its_part_of_the_whole() {
    let ground = Ground::with(true);
    let whole = ground.ask(&operator(), settle(2021)).unwrap();
    let homes = [(Role::Bank, BANKS[0]), (Role::Guarantor, GUARANTORS[0]), (Role::Enterprise, PARTIES[0])];
    let mut paid = 0;
    for (role, home) in homes {
        let caller = ground.user(role.code(), role, home);
        let part = ground.ask(&caller, settle(2021)).unwrap();
        for (one, all) in part.measures.iter().zip(&whole.measures) {
            let own: Vec<_> = all.beneficiaries.iter().filter(|one| one.id == home).cloned().collect();
            assert_eq!(one.beneficiaries, own, "{home} {}", one.measure);
            assert_eq!(one.total, own.iter().map(|one| one.amount).sum());
            for beneficiary in &own {
                let told = |caller: &Caller| ground.ask(caller, explain(&one.measure, &beneficiary.id)).unwrap();
                let (own, whole) = (told(&caller), told(&operator()));
                assert_eq!((own.amount, &own.lines), (whole.amount, &whole.lines));
            }
            paid += own.iter().filter(|one| one.amount > Fen::ZERO).count();
        }
        assert!(part.counted_twice.is_empty());
    }
    assert!(paid > 0, "somebody is paid");
    let public = ground.ask(&Caller::public(), settle(2021)).unwrap();
    assert_eq!(public.total, whole.total);
    for (one, all) in public.measures.iter().zip(&whole.measures) {
        assert_eq!((one.total, one.beneficiaries.len()), (all.total, 0));
    }
    let office = ground.user("office", Role::Unit, "science-bureau");
    let of_office = ground.ask(&office, settle(2021)).unwrap();
    for (one, all) in of_office.measures.iter().zip(&whole.measures) {
        let seen = if one.clause == "3.2" { &all.beneficiaries[..] } else { &[] };
        assert_eq!(one.beneficiaries, seen, "{}", one.measure);
    }
}

#[test]
fn a_lender_does_not_learn_of_a_borrower_s_other_loans() {
    let ground = Ground::with(true);
    let columns = "lender,loan_id,borrower,product,start,due,principal,rate,security,purpose";
    let loan = |lender: &str, id: &str, party: usize, product: &str, start: &str, principal: &str| {
        let party = PARTIES[party];
        format!("{lender},{id},{party},{product},{start},2022-05-01,{principal},3.5,unsecured,working-capital")
    };
    // The first borrower took the other product elsewhere before, the second nearly all it may have.
    let rows = [
        columns.to_owned(),
        loan(BANKS[1], "t1", 0, "tech-loan", "2021-04-01", "100"),
        loan(BANKS[0], "s1", 0, "huigu-startup-loan", "2021-05-01", "100"),
        loan(BANKS[1], "s2", 1, "huigu-startup-loan", "2021-04-01", "1990000"),
        loan(BANKS[0], "s3", 1, "huigu-startup-loan", "2021-05-01", "100000"),
    ];
    let kept = ground.send(&operator(), &[(Kind::Loans, "l.csv", rows.join("\n"))]).unwrap();
    assert!(!kept.files.is_empty(), "{:?}", kept.import.issues);
    let bank = ground.user("bank", Role::Bank, BANKS[0]);
    let told = |caller: &Caller| {
        let measure = "startup-loan-subsidy";
        let found = ground.ask(caller, explain(measure, BANKS[0])).unwrap();
        let reasons = found.near_misses.into_iter().flat_map(|near| near.reasons);
        reasons.filter_map(|reason| Some((reason.code.code(), reason.actual?.to_string()))).collect::<Vec<_>>()
    };
    let (own, whole) = (told(&bank), told(&operator()));
    assert!(whole.contains(&("excluded-by-product", format!("{}/t1", BANKS[1]))), "{whole:?}");
    assert!(whole.iter().any(|(code, sum)| *code == "borrower-limit" && sum == "2090000.00"), "{whole:?}");
    assert!(!own.iter().any(|(code, _)| ["excluded-by-product", "borrower-limit"].contains(code)), "{own:?}");
    let shown = ground.ask(&bank, party(PARTIES[0])).unwrap();
    assert!(!format!("{shown:?}").contains(BANKS[1]), "nor on the party's page");
    // What it claims of another's loan tells it nothing of that loan.
    let claims = format!(
        "measure,year,beneficiary,amount,lender,loan_id\nstartup-loan-subsidy,2021,{0},1.00,{1},s2\n",
        BANKS[0], BANKS[1]
    );
    ground.send(&bank, &[(Kind::Claims, "c.csv", claims)]).unwrap();
    let found = ground.ask(&bank, explain("startup-loan-subsidy", BANKS[0])).unwrap();
    let line = &found.claims.unwrap().lines[0];
    assert_eq!((line.why, line.reasons.len(), line.verified), (ClaimVerdict::NotOnBooks, 0, Fen::ZERO));
    assert_eq!((line.claimed, line.difference), (Fen(100), Fen(100)));
}

#[test]
fn targets_show_the_public_their_values_alone() {
    let ground = Ground::with(true);
    let whole = ground.ask(&operator(), targets()).unwrap();
    assert!(whole.targets.iter().any(|one| one.numerator.is_some()));
    assert!(whole.targets.iter().any(|one| one.lender.is_some()));
    let public = ground.ask(&Caller::public(), targets()).unwrap();
    for (one, all) in public.targets.iter().zip(&whole.targets) {
        assert_eq!((&one.value, &one.goal, one.met), (&all.value, &all.goal, all.met));
        assert_eq!((&one.numerator, &one.denominator, &one.lender, &one.at_base), (&None, &None, &None, &None));
    }
    let bank = ground.user("bank", Role::Bank, BANKS[0]);
    assert_eq!(BreakDownTargets::dimensions(&bank), [Dimension::Lender, Dimension::Month]);
    assert_eq!(BreakDownTargets::dimensions(&Caller::public()), [Dimension::Month]);
    let refused = ground.ask(&bank, breakdown(Dimension::Town)).unwrap_err();
    assert!(matches!(refused, Error::Refused(_)));
    let own = ground.ask(&bank, breakdown(Dimension::Lender)).unwrap();
    let keys: Vec<&str> = own.targets.iter().flat_map(|one| &one.groups).map(|group| group.key.as_str()).collect();
    assert!(!keys.is_empty() && keys.iter().all(|key| *key == BANKS[0]));
    let months = ground.ask(&Caller::public(), breakdown(Dimension::Month)).unwrap();
    let all = ground.ask(&operator(), breakdown(Dimension::Month)).unwrap();
    for (one, all) in
        months.targets.iter().flat_map(|one| &one.groups).zip(all.targets.iter().flat_map(|one| &one.groups))
    {
        assert_eq!((&one.key, &one.value, &one.numerator), (&all.key, &all.value, &None));
    }
}

#[test]
fn each_sees_the_parties_that_are_its_own() {
    let ground = Ground::with(true);
    let desk = &ground.desk;
    let all = desk.run(&operator(), find("", None, 1000)).unwrap().parties;
    assert!(all.is_sorted_by(|one, next| one.party < next.party) && all.len() > 100);
    let page = desk.run(&operator(), find("", Some(&all[4].party), 3)).unwrap().parties;
    assert_eq!(page, all[5..8]);
    let homes = [(Role::Bank, BANKS[0]), (Role::Guarantor, GUARANTORS[0]), (Role::Unit, TOWNS[0])];
    for (role, home) in homes {
        let caller = ground.user(role.code(), role, home);
        let own = desk.run(&caller, find("", None, 1000)).unwrap().parties;
        assert!(!own.is_empty() && own.len() < all.len(), "{home}");
        for one in &all {
            let seen = ground.ask(&caller, party(&one.party));
            if own.contains(one) {
                let seen = seen.unwrap();
                assert!(role == Role::Bank || seen.loans.is_empty());
                assert!(seen.loans.iter().all(|line| line.lender == home));
                assert!(role != Role::Guarantor || seen.guarantees.iter().all(|line| line.guarantor == home));
            } else {
                assert!(matches!(seen, Err(Error::NotThere { .. })), "{home} {}", one.party);
            }
        }
    }
    let found = desk.run(&operator(), find("东腾宏", None, 9)).unwrap().parties;
    assert_eq!(found.iter().map(|one| one.party.as_str()).collect::<Vec<_>>(), [PARTIES[0]]);
    let shown = ground.ask(&operator(), party(PARTIES[0])).unwrap();
    assert_eq!(shown.rows.len(), 1);
    assert_eq!((shown.rows[0].scale, shown.rows[0].steps.as_ref().unwrap().len()), (shown.rows[0].computed, 2));
    assert_eq!(shown.rows[0].origin.file, "parties.csv");
    let open: Vec<(&str, bool)> = shown.products.iter().map(|one| (one.product.as_str(), one.open)).collect();
    assert_eq!(open, [("huigu-startup-loan", true), ("tech-loan", false)]);
    let why: Vec<&str> = shown.products[1].reasons.iter().map(|one| one.code.code()).collect();
    assert_eq!(why, ["not-technology"], "what the loan must be is not the party's to meet");
    let person = all.iter().find(|one| one.kind == PartyKind::Individual).unwrap();
    let person = ground.ask(&operator(), party(&person.party)).unwrap();
    assert!(person.products.iter().all(|one| !one.open && !one.reasons.is_empty()), "{:?}", person.products);
    assert!(shown.standings.iter().any(|one| one.amount.is_some()));
    assert!(shown.standings.iter().any(|one| !one.reasons.is_empty()));
}

#[test]
fn a_line_is_followed_to_its_files_and_rows() {
    let ground = Ground::with(true);
    let item = crate::ask::item(&ground, Role::Bank, crate::ask::Whose::Own);
    let traced = ground.ask(&operator(), item).unwrap();
    assert_eq!((traced.borrower.as_str(), traced.rows[0].kind), (PARTIES[0], Kind::Loans));
    assert!(traced.rows.iter().any(|row| row.kind == Kind::LoanEvents));
    let text = std::fs::read_to_string(
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/sample/loan_events.csv"),
    )
    .unwrap();
    let lines: Vec<&str> = text.lines().collect();
    for row in traced.rows.iter().filter(|row| row.kind == Kind::LoanEvents) {
        assert_eq!(row.origin.file, "loan_events.csv");
        let line = lines[row.origin.row as usize - 1];
        for (_, value) in row.fields.0.iter().filter(|(column, _)| *column == "date" || *column == "loan_id") {
            assert!(line.contains(value.as_str()), "{line}: {value}");
        }
    }
}

#[test]
fn a_new_batch_is_seen_at_once_and_an_older_state_stays() {
    let ground = Ground::with(true);
    let other = ground.other(true);
    let told = |desk: &huigu_desk::Desk, at| {
        let answer = desk.run(&operator(), SettleYear { as_known_at: at, ..settle(2021) }).unwrap();
        (answer.batch, answer.found)
    };
    let before = told(&ground.desk, None);
    assert_eq!(told(&other, None), before);
    let event = "lender,loan_id,date,kind,amount\nanyuan-bank,000000102,2021-11-01,adjust,60000.00\n";
    ground.send(&operator(), &[(Kind::LoanEvents, "e.csv", event.to_owned())]).unwrap();
    let after = told(&ground.desk, None);
    assert_eq!(after.0, BatchNumber(before.0.0 + 1));
    assert_ne!(after.1, before.1, "the adjustment counts");
    assert_eq!(told(&other, None), after, "another process sees it too");
    for desk in [&ground.desk, &other, &ground.other(true)] {
        for _ in 0..2 {
            assert_eq!(told(desk, Some(AsKnownAt::Batch(before.0))), before, "as known then");
        }
    }
    let none =
        ground.ask(&operator(), SettleYear { as_known_at: Some(AsKnownAt::Batch(BatchNumber(99))), ..settle(2021) });
    assert!(matches!(none, Err(Error::Store(_))));
    for year in [1, 2020, 2023, i32::MAX] {
        let outside = ground.ask(&operator(), settle(year));
        assert!(matches!(outside, Err(Error::OutsideValidity { .. })), "{year}");
    }
}

#[test]
fn many_ask_at_once() {
    let ground = Ground::with(true);
    let bank = ground.user("bank", Role::Bank, BANKS[0]);
    let expected = ground.ask(&bank, settle(2021)).unwrap();
    let desk = ground.other(true);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..5 {
                    assert_eq!(ground.ask(&bank, settle(2021)).unwrap(), expected);
                    desk.run(&operator(), simulate(&["startup-loan-subsidy.rate=1%"])).unwrap();
                }
            });
        }
    });
    let wrong = desk.run(&operator(), simulate(&["no=1", "x"])).unwrap_err();
    assert!(matches!(&wrong, Error::Settings { mistakes } if mistakes.len() > 1), "{wrong:?}");
}

#[test]
fn an_approved_settlement_is_cut_to_its_reader() {
    let ground = Ground::with(true);
    let desk = &ground.desk;
    let approving = ground.approve(2021, "同意").unwrap();
    assert!(approving.head.is_some());
    assert_eq!(desk.run(&operator(), ListApprovals {}).unwrap().approvals[0].note, "同意");
    let settlement = Number::new(approving.settlement).unwrap();
    let bank = ground.user("bank", Role::Bank, BANKS[0]);
    for caller in [&bank, &Caller::public()] {
        let shown = desk.run(caller, ShowApproval { settlement }).unwrap();
        let approval = &shown.approval;
        assert_eq!((approval.who.as_str(), approval.note.as_str(), approval.year), ("", "", 2021));
        assert_eq!(desk.run(caller, ListApprovals {}).unwrap().approvals, std::slice::from_ref(approval));
        let text = huigu_desk::json(&shown.result).unwrap();
        assert!(!text.contains(BANKS[1]) && text.contains("startup-loan-subsidy"), "{text}");
        assert_eq!(text.contains(BANKS[0]), caller.role() == Role::Bank);
    }
    assert!(desk.run(&operator(), VerifySettlement { settlement }).unwrap().holds());
    let early = ground.approve(2022, "").unwrap_err();
    assert!(matches!(early, Error::YearNotEnded { year: 2022 }));
}
