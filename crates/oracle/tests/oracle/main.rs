//! The oracle against the readable cases and against what must always hold.

#[cfg(test)]
mod invariants;
#[cfg(test)]
mod readable_cases;
#[cfg(test)]
mod scales;
#[cfg(test)]
mod through_intake;
#[cfg(test)]
mod validity;
