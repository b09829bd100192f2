//! Notices: who sees what of them, what they may hold, and the approved
//! settlement a public notice shows.

use huigu_desk::{
    Caller, Error, ListNotices, NoticeError, NoticeKind, NoticeView, Number, Paragraphs, PublishNotice, Role,
    ShowNotice, StoreError, TextLine, WithdrawNotice,
};
use huigu_quantity::{Day, Fen};

use crate::ground::{BANKS, Ground, operator};

fn plain() -> PublishNotice {
    PublishNotice {
        kind: NoticeKind::Announcement,
        title: TextLine::new("关于报送的通知").unwrap(),
        text: Paragraphs::new("一段").unwrap(),
        until: None,
        settlement: None,
    }
}

fn until(day: &str) -> Option<Day> {
    Some(Day::parse(day).unwrap())
}

fn number(number: u32) -> Number {
    Number::new(number).unwrap()
}

fn show(
    ground: &Ground,
    caller: &Caller,
    notice: u32,
) -> (NoticeView, Option<std::sync::Arc<huigu_desk::Publication>>) {
    let shown = ground.desk.run(caller, ShowNotice { notice: number(notice) }).unwrap();
    (shown.notice, shown.amounts)
}

fn list(ground: &Ground, caller: &Caller) -> Vec<NoticeView> {
    ground.desk.run(caller, ListNotices {}).unwrap().notices
}

fn withdraw(ground: &Ground, caller: &Caller, notice: u32, reason: &str) -> Result<NoticeView, Error> {
    ground.desk.run(caller, WithdrawNotice { notice: number(notice), reason: Paragraphs::new(reason).unwrap() })
}

#[test]
fn what_a_notice_may_hold_is_checked_before_the_act() {
    let ground = Ground::with(true);
    let public = || PublishNotice { kind: NoticeKind::PublicNotice, ..plain() };
    let published = Day::parse("2022-03-01").unwrap();
    let before = ground.last_row();
    for (new, expected) in [
        (PublishNotice { until: until("2022-03-08"), ..plain() }, NoticeError::NotPublic),
        (PublishNotice { settlement: Some(number(1)), ..plain() }, NoticeError::NotPublic),
        (PublishNotice { until: until("2022-02-28"), ..public() }, NoticeError::Until { published }),
    ] {
        let refused = ground.desk.run(&operator(), new).unwrap_err();
        assert!(matches!(&refused, Error::Notice(why) if *why == expected), "{refused:?}");
    }
    let of_none = PublishNotice { settlement: Some(number(7)), ..public() };
    let refused = ground.desk.run(&operator(), of_none).unwrap_err();
    assert!(matches!(refused, Error::Store(StoreError::NoSuchSettlement { number: 7 })), "{refused:?}");
    assert_eq!(ground.last_row(), before, "nothing was begun");
    let text = Paragraphs::new(" 一段 \r\n\r\n两\u{7}段").unwrap();
    let kept = ground.desk.run(&operator(), PublishNotice { until: until("2022-03-01"), text, ..public() }).unwrap();
    assert_eq!((kept.text.as_str(), kept.until), ("一段\n两 段", Some(published)), "paragraphs, a line each");
}

#[test]
fn a_withdrawn_notice_says_so_and_no_more_to_the_public() {
    let ground = Ground::with(true);
    let (desk, public) = (&ground.desk, Caller::public());
    let centre = ground.user("centre", Role::Centre, "dept-finance-centre");
    let auditor = ground.user("auditor", Role::Auditor, "");
    let number = desk.run(&centre, plain()).unwrap().notice;
    assert_eq!(list(&ground, &public)[0].who, "", "nobody's name");
    assert_eq!(list(&ground, &auditor)[0].who, "centre@dept-finance-centre");
    withdraw(&ground, &centre, number, "期限有误").unwrap();
    let again = withdraw(&ground, &centre, number, "再撤").unwrap_err();
    assert!(matches!(again, Error::Store(StoreError::NoticeWithdrawn { .. })), "{again:?}");
    assert_eq!(list(&ground, &public), [], "the list leaves it out");
    let (seen, _) = show(&ground, &public, number);
    let said = seen.withdrawn.unwrap();
    assert_eq!((said.reason.as_str(), said.who.as_str(), seen.text.as_str()), ("期限有误", "", ""));
    let (seen, _) = show(&ground, &auditor, number);
    assert_eq!(seen.text, "一段", "who looks after it sees what it said");
    assert_eq!(list(&ground, &centre).len(), 1);
    ground.is_sound("after it");
}

#[test]
fn a_public_notice_shows_the_approved_amounts_by_name_and_nothing_else() {
    let ground = Ground::with(true);
    let (desk, public) = (&ground.desk, Caller::public());
    let approving = ground.approve(2021, "同意").unwrap();
    let (kind, settlement) = (NoticeKind::PublicNotice, Some(number(approving.settlement)));
    let new = PublishNotice { kind, until: until("2022-03-08"), settlement, ..plain() };
    let published = desk.run(&operator(), new).unwrap().notice;
    let (_, shown) = show(&ground, &public, published);
    let shown = shown.unwrap();
    assert_eq!((shown.settlement, shown.year, shown.total), (approving.settlement, 2021, approving.found.total));
    let paid = approving.found.measures.iter().flat_map(|measure| {
        measure
            .beneficiaries
            .iter()
            .filter(|one| one.amount > Fen::ZERO)
            .map(|one| (measure.measure.as_str(), one.amount))
    });
    let told: Vec<(&str, Fen)> = shown
        .measures
        .iter()
        .flat_map(|shares| shares.beneficiaries.iter().map(|share| (shares.measure.as_str(), share.amount)))
        .collect();
    assert_eq!(told, paid.collect::<Vec<_>>(), "each amount that is paid, in the order of the settlement");
    let names: Vec<&str> =
        shown.measures.iter().flat_map(|one| &one.beneficiaries).map(|share| share.name.as_str()).collect();
    assert!(!names.contains(&BANKS[0]), "by name, not by id: {names:?}");
    assert!(!format!("{shown:?}").contains("同意"), "no note");
    // Known to every server, and gone from the public with the notice.
    let elsewhere = ground.other(true).run(&public, ShowNotice { notice: number(published) }).unwrap();
    assert_eq!(elsewhere.amounts.as_deref(), Some(&*shown));
    withdraw(&ground, &operator(), published, "数字有误").unwrap();
    assert_eq!(show(&ground, &public, published).1, None);
}
