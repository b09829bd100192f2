//! Approved settlements.

use huigu_facts::Kind;
use huigu_store::chain::Hash;
use huigu_store::{Approval, BatchNumber, Error};

use crate::ground::{Ground, tick};
use crate::rows::demand;

pub fn an_approval_is_frozen(ground: &Ground) -> String {
    let mut register = ground.register();
    register.import(Kind::Demands, &[demand("d", 1)]);
    let approval = Approval {
        year: 2021,
        batch: BatchNumber(1),
        plan_hash: Hash::of(b"plan"),
        result_hash: Hash::of(b"result"),
        result: "{\"total\": \"1.00\", \"名称\": \"镇\"}\n",
        note: "经核定",
        who: "乙",
    };
    let opening = register.opening("approve");
    let now = &register.now;
    assert_eq!(register.store.approve(&opening, &approval, &|| tick(now)), Ok(1));
    // The act is done: it cannot approve once more.
    let again = register.store.approve(&opening, &approval, &|| tick(now));
    assert_eq!(again, Err(Error::NoOpenAct { number: opening.number() }));
    let opening = register.opening("approve");
    let now = &register.now;
    let of_later = Approval { batch: BatchNumber(2), ..approval };
    let refused = register.store.approve(&opening, &of_later, &|| tick(now));
    assert_eq!(refused, Err(Error::NoSuchBatch { number: BatchNumber(2) }));
    let of_none = Approval { batch: BatchNumber(0), note: "", ..approval };
    assert_eq!(register.store.approve(&opening, &of_none, &|| tick(now)), Ok(2));
    let one = register.store.approved_one(1).unwrap();
    assert_eq!((one.number, one.year, one.batch), (1, 2021, BatchNumber(1)));
    assert_eq!((one.plan_hash, one.result_hash), (approval.plan_hash, approval.result_hash));
    assert_eq!((one.result.as_str(), one.note.as_str(), one.who.as_str()), (approval.result, "经核定", "乙"));
    for absent in [0, 3, u32::MAX] {
        let found = register.store.approved_one(absent);
        assert_eq!(found, Err(Error::NoSuchSettlement { number: absent }));
    }
    let all = register.store.approved().unwrap();
    assert_eq!((all.len(), &all[0]), (2, &one));
    format!("{all:?}\n{}", register.all())
}
