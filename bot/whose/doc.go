// Package whose finds out to which community something belongs that came in. In a group that is the one the chat was
// set up or bound for. In private it is the one whose message is answered: by a press, a reply, an edit, a further
// photo of an album, an answer to a question; only what answers nothing goes to the one the person has picked. Where it
// is not certain, it says which may be meant, and they are to be asked for.
//
// It decides nothing and changes nothing but what people have picked. It knows no Telegram: package bot, its only
// caller, hands it what was said.
package whose
