-- Messages to one recipient travel together: the token of the letter that an effect is part of.
alter table outbox add column letter text;
create index outbox_by_letter on outbox (letter);
