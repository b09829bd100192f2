//! A writer is killed at random moments; what it said was done is there, what
//! it did not say is wholly there or wholly absent, and sending again completes.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use huigu_facts::{Kind, Row};
use huigu_store::chain::Hash;
use huigu_store::{Approval, BatchNumber, Place, What};
use huigu_testkit::crash::{Moments, rounds};

use crate::ground::{Ground, Register, tick};
use crate::rows::demand;

/// The argument that makes this program the writer.
pub const CHILD: &str = "write-until-killed";

const ROWS: usize = 60;

/// File number `stamp`: every row carries the number, every file corrects the one before.
fn rows(ids: &[String], stamp: i64) -> Vec<Row<'_>> {
    ids.iter().map(|id| demand(id, stamp)).collect()
}

fn ids() -> Vec<String> {
    (0..ROWS).map(|row| format!("d{row}")).collect()
}

fn say(what: &str, number: u32) {
    let mut out = std::io::stdout();
    writeln!(out, "{what} {number}").and_then(|()| out.flush()).expect("the parent listens");
}

/// Imports, withdraws and approves without end, and says what is done.
pub fn child(place: &str) -> ! {
    let mut register = Register::open(Place::parse(place));
    let ids = ids();
    loop {
        let last = register.store.last_batch().unwrap().0;
        let stamp = i64::from(last) + 1;
        let batch = register.import(Kind::Demands, &rows(&ids, stamp)).batch.unwrap();
        say("batch", batch.0);
        if batch.0.is_multiple_of(3) {
            say("batch", register.withdraw(batch.0).batch.0);
        }
        if batch.0.is_multiple_of(4) {
            let opening = register.opening("approve");
            let hash = Hash::of(b"");
            let result = "{}";
            let (note, who) = ("", "");
            let approval = Approval { year: 2021, batch, plan_hash: hash, result_hash: hash, result, note, who };
            let now = &register.now;
            say("settlement", register.store.approve(&opening, &approval, &|| tick(now)).unwrap());
        }
    }
}

/// What a writer said before it was killed after some milliseconds.
fn kill_a_writer(place: &str, after: Duration) -> Vec<String> {
    let program = std::env::current_exe().unwrap();
    let mut writer = Command::new(program).args([CHILD, place]).stdout(Stdio::piped()).spawn().unwrap();
    let (tell, told) = mpsc::channel();
    let lines = BufReader::new(writer.stdout.take().unwrap()).lines();
    let listener = std::thread::spawn(move || {
        // A line that was cut short by the kill was not said.
        lines.map_while(Result::ok).for_each(|line| tell.send(line).unwrap());
    });
    let first = told.recv_timeout(Duration::from_secs(60)).expect("the writer says something within a minute");
    std::thread::sleep(after);
    writer.kill().unwrap();
    writer.wait().unwrap();
    listener.join().unwrap();
    std::iter::once(first).chain(told.try_iter()).collect()
}

fn look(register: &mut Register, said: &[String]) {
    let last = register.store.last_batch().unwrap();
    let settlements = register.store.approved().unwrap().len();
    for line in said {
        let (what, number) = line.split_once(' ').unwrap();
        let number: u32 = number.parse().unwrap();
        match what {
            "batch" => assert!(last >= BatchNumber(number), "batch {number} was acknowledged"),
            _ => assert!(settlements >= number as usize, "settlement {number} was acknowledged"),
        }
    }
    register.is_well();
    let mut stamps = Vec::new();
    let each = |_, row: &Row<'_>| {
        if let Row::Demand(demand) = row {
            stamps.push(demand.amount.0);
        }
    };
    register.store.facts(None, each).unwrap();
    assert_eq!(stamps.len(), ROWS);
    assert!(stamps.iter().all(|stamp| *stamp == stamps[0]), "whole batches only: {stamps:?}");
}

pub fn what_was_acknowledged_is_there(ground: &Ground) -> String {
    let mut register = ground.register();
    let argument = match &register.place {
        Place::Folder(folder) => folder.to_str().unwrap().to_owned(),
        Place::Database(url) => url.clone(),
    };
    let ids = ids();
    let (mut said, mut moments) = (0, Moments::new("crash"));
    for _ in 0..rounds() {
        let lines = kill_a_writer(&argument, moments.before(Duration::from_millis(60)));
        said += lines.len();
        look(&mut register, &lines);
        // Sending again completes, whatever was cut off.
        let stamp = i64::from(register.store.last_batch().unwrap().0) + 1;
        let done = register.import(Kind::Demands, &rows(&ids, stamp));
        let what = register.store.batch(done.batch.unwrap()).unwrap().what;
        assert_eq!(what, What::Import { new: 0, corrected: ROWS as u64, unchanged: 0 });
        assert_eq!(register.import(Kind::Demands, &rows(&ids, stamp)).batch, None);
        look(&mut register, &[]);
    }
    assert!(said >= rounds() as usize);
    String::new()
}
