package trace

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Ballot is a secret ballot as all its voters together know it. What it finds is told in words for whoever reads a
// failed test.
type Ballot struct {
	// Key is what opens the papers; nil where it is not known.
	Key []byte
	// Choices are all that could be voted for, as they are kept.
	Choices []string
	// Closed says that the ballot is counted: then the receipts are published, all together and in an order that tells
	// nothing.
	Closed bool
	Votes  []Vote
}

// Vote is one paper that was put into the box.
type Vote struct {
	// Marks are what a voter is known by: name, @name, Telegram id.
	Marks   []string
	Receipt string
	// Counted says that no later vote replaced it.
	Counted bool
}

// near is how far apart two things may stand, in bytes, to be taken for one entry.
const near = 48

// Betrayals tells what in some bytes links a voter to a choice, or would help to. The bytes may be a whole file with
// all that was ever in it.
func (b *Ballot) Betrayals(name string, raw []byte) []string {
	return b.search(name, raw, b.ofBytes)
}

// BetrayalsIn is Betrayals of one record, entry, message or line: what stands in it belongs together.
func (b *Ballot) BetrayalsIn(name string, raw []byte) []string {
	return b.search(name, raw, func(in string,
		layer []byte) []string {
		return append(b.ofBytes(in, layer), b.ofOne(layer)...)
	})
}

func (b *Ballot) search(name string, raw []byte, look func(in string, layer []byte) []string) (told []string) {
	Layers(raw, func(in string, layer []byte) {
		where := name
		if in != "" {
			where += " (" + in + ")"
		}
		if len(b.Key) > 0 && bytes.Contains(layer, b.Key) {
			told = append(told, where+" holds the key of the ballot")
		}
		for _, t := range look(in, layer) {
			told = append(told, where+" "+t)
		}
	})
	return told
}

// ofBytes are the betrayals that can be told of any bytes.
func (b *Ballot) ofBytes(in string, layer []byte) (told []string) {
	folded := fold(layer)
	places, total := map[string][]int{}, 0
	for _, v := range b.Votes {
		at := all(folded, fold([]byte(v.Receipt)))
		places[v.Receipt] = at
		if len(at) > 0 && !(v.Counted && b.Closed) {
			told = append(told, "holds the receipt "+v.Receipt)
		}
		if v.Counted && len(at) > 0 {
			total++
		}
	}
	if b.Closed {
		told = append(told, b.unequal(in, places, total)...)
	}
	if m := b.told(layer); m != "" {
		told = append(told, fmt.Sprintf("tells a vote: %q", m))
	}
	return append(told, b.beside(layer, folded, places)...)
}

// unequal tells of receipts that stand apart from the others: once they are published, all stand wherever one does.
func (b *Ballot) unequal(in string, places map[string][]int, total int) (told []string) {
	counted := 0
	times := map[int]bool{}
	for _, v := range b.Votes {
		if v.Counted {
			counted++
			times[len(places[v.Receipt])] = true
		}
	}
	plain := in == "" || in == "gzip" // what is decoded at several beginnings may be there in part
	if total > 0 && (total < counted || plain && len(times) > 1) {
		told = append(told, "holds some receipts and not others, or more often than others")
	}
	return told
}

// field is what stands before the value of a field that holds a choice, in a record, an event or a message.
var field = regexp.MustCompile(`(?i)(choice|choices|vote|text|given|s)\\*"[: ]+\\*"(choice\.)?$`)

// told finds a choice as the value of a field; "" for nowhere.
func (b *Ballot) told(layer []byte) string {
	for _, w := range b.words(layer) {
		if before := layer[max(0, w.from-30):w.from]; field.Match(before) {
			return string(before) + string(layer[w.from:w.to])
		}
	}
	return ""
}

// word is a choice that stands somewhere as a word of its own.
type word struct {
	choice   string
	from, to int
}

// words finds choices as words of their own.
func (b *Ballot) words(layer []byte) (found []word) {
	const before, after = "\x00 \n\r\t\".:,;\\|({[>", "\x00 \n\r\t\".:,;\\|)}]<"
	folded := fold(layer)
	for _, c := range b.Choices {
		for _, at := range all(folded, fold([]byte(c))) {
			to := at + len(c)
			if (at == 0 || strings.IndexByte(before, layer[at-1]) >= 0) &&
				(to == len(layer) || strings.IndexByte(after, layer[to]) >= 0) {
				found = append(found, word{c, at, to})
			}
		}
	}
	return found
}

// beside tells of a voter's mark that stands beside a receipt or a choice.
func (b *Ballot) beside(layer, folded []byte, places map[string][]int) (told []string) {
	for _, v := range b.Votes {
		for _, mark := range v.Marks {
			for _, at := range all(folded, fold([]byte(mark))) {
				from, to := entry(layer, at, at+len(mark))
				for receipt, where := range places {
					if slices.ContainsFunc(where, func(i int) bool { return i >= from && i < to }) {
						told = append(told, fmt.Sprintf("has %s beside the receipt %s", mark, receipt))
					}
				}
				if len(kinds(b.words(layer[from:to]))) == 1 {
					told = append(told, fmt.Sprintf("has %s beside a choice: %q", mark, layer[from:to]))
				}
			}
		}
	}
	return told
}

// entry is what stands near a place, as far as the record that it stands in: in a file, records that have nothing to do
// with one another may be neighbours.
func entry(layer []byte, from, to int) (begin, end int) {
	before, after := layer[max(0, from-near):from], layer[to:min(len(layer), to+near)]
	for _, edge := range []string{"}}", `{"v":`} {
		if i := bytes.LastIndex(before, []byte(edge)); i >= 0 {
			before = before[i+len(edge):]
		}
		if i := bytes.Index(after, []byte(edge)); i >= 0 {
			after = after[:i]
		}
	}
	return from - len(before), to + len(after)
}

// ofOne are the betrayals of what belongs together: one choice without the others that were on offer, a voter with
// receipts, receipts in an order of their own.
func (b *Ballot) ofOne(layer []byte) (told []string) {
	folded := fold(layer)
	if n := len(kinds(b.words(layer))); n > 0 && n < len(b.Choices) {
		told = append(told, fmt.Sprintf("tells of %d choices, and not of all: %.300q", n, layer))
	}
	var order []string
	marked := ""
	for _, v := range b.Votes {
		if len(all(folded, fold([]byte(v.Receipt)))) > 0 {
			order = append(order, v.Receipt)
		}
		for _, m := range v.Marks {
			if len(all(folded, fold([]byte(m)))) > 0 { // a voter may have no @name
				marked = m
			}
		}
	}
	if len(order) > 0 && marked != "" {
		told = append(told, "has the voter "+marked+" and receipts")
	}
	slices.SortFunc(order, func(x, y string) int {
		return bytes.Index(folded, fold([]byte(x))) - bytes.Index(folded, fold([]byte(y)))
	})
	if !slices.IsSorted(order) {
		told = append(told, "has the receipts in an order of their own")
	}
	return told
}

// kinds are the different choices among words.
func kinds(words []word) map[string]bool {
	found := map[string]bool{}
	for _, w := range words {
		found[w.choice] = true
	}
	return found
}

// all are the places at which something stands.
func all(b, what []byte) (at []int) {
	for from := 0; len(what) > 0; {
		i := bytes.Index(b[from:], what)
		if i < 0 {
			return at
		}
		at = append(at, from+i)
		from += i + len(what)
	}
	return at
}
