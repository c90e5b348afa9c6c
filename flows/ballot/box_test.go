package ballot_test

import (
	"bytes"
	"testing"

	"pgregory.net/rapid"

	"echowall/flows/ballot"
)

func seedOf(t *rapid.T, label string) []byte {
	return rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, label)
}

// TestOnlyTheKeyOpensAPaper seals papers, and opens them with the right key and no other.
func TestOnlyTheKeyOpensAPaper(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		open, shut, err := ballot.NewBox(seedOf(t, "box"))
		if err != nil {
			t.Fatal(err)
		}
		choice := rapid.SampledFrom([]ballot.Choice{ballot.Yes, ballot.No, ballot.Abstain, "1", "1,2,3,4,5,6,7,8"}).Draw(t, "choice")
		paper := ballot.Paper{Choice: choice, Receipt: ballot.ReceiptCode("123456.12", "ABCDEFGHIJKL")}
		sealed, err := ballot.SealPaper(shut, seedOf(t, "paper"), paper)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := ballot.UnsealPaper(open, sealed); err != nil || got != paper {
			t.Fatalf("sealed %+v, opened %+v, %v", paper, got, err)
		}
		if !ballot.Fits(open, shut) || ballot.Fits(shut, open) || ballot.Fits(open[1:], shut) {
			t.Fatal("it is not told which key fits")
		}
		if bytes.Contains(sealed, []byte(paper.Receipt)) || bytes.Contains(sealed, open) || len(sealed) != 112 {
			t.Fatalf("a sealed paper of %d bytes shows what is in it", len(sealed))
		}
		other, _, err := ballot.NewBox(seedOf(t, "other"))
		if _, bad := ballot.UnsealPaper(other, sealed); err != nil || bad == nil && !bytes.Equal(open, other) {
			t.Fatal("another key opens it")
		}
		sealed[rapid.IntRange(0, len(sealed)-1).Draw(t, "at")] ^= 1
		if got, err := ballot.UnsealPaper(open, sealed); err == nil {
			t.Fatalf("a forged paper was opened as %+v", got)
		}
	})
}

func TestWhatIsNoPaper(t *testing.T) {
	open, shut, err := ballot.NewBox(bytes.Repeat([]byte{1}, 32))
	if err != nil {
		t.Fatal(err)
	}
	for _, sealed := range [][]byte{nil, []byte("short"), make([]byte, 112)} {
		if _, err := ballot.UnsealPaper(open, sealed); err == nil {
			t.Errorf("%d bytes were opened", len(sealed))
		}
	}
	long := ballot.Paper{Choice: ballot.Yes, Receipt: string(bytes.Repeat([]byte("x"), 80))}
	if _, err := ballot.SealPaper(shut, bytes.Repeat([]byte{2}, 32), long); err == nil {
		t.Error("a paper of 84 bytes was sealed")
	}
	if _, err := ballot.SealPaper([]byte("no key"), bytes.Repeat([]byte{2}, 32), ballot.Paper{}); err == nil {
		t.Error("a paper was sealed for no box")
	}
}

func TestReceiptsAreFound(t *testing.T) {
	r := ballot.Receipts{Lines: []string{"12-1-AAA yes", "12-1-BBB 1,3"}}
	for code, want := range map[string]string{"12-1-aaa": "yes", " #12-1-BBB ": "1,3", "12-1-CCC": "", "12-AAA": "", "": ""} {
		id, receipt, ok := ballot.ReceiptOf(code)
		got, _ := r.Find(receipt)
		if want != "" && (!ok || id != "12.1") || string(got) != want {
			t.Errorf("%q: ballot %q, %v, counted as %q", code, id, ok, got)
		}
	}
}
