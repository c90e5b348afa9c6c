package ballot_test

import (
	"bytes"
	"encoding/hex"
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
		choice := rapid.SampledFrom([]ballot.Choice{ballot.Yes, ballot.No, ballot.Abstain, "1", "1,2,3,4,5,6,7,8"}).Draw(t,
			"choice")
		paper := ballot.Paper{Choice: choice, Receipt: ballot.ReceiptCode("123456.12", "ABCDEFGHIJKL")}
		sealed, err := ballot.SealPaper(shut, paper)
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

// TestPapersOfTheFirstFormOpen opens a paper that lay sealed in a ballot box before papers were sealed with HPKE.
func TestPapersOfTheFirstFormOpen(t *testing.T) {
	open := bytesOf(t, "0b8876d932f7824ae5ad132f6381d2a2d32dda684c5155de0d1ad7890e95f0fe")
	shut := bytesOf(t, "392f9637cb9d8af3accbe5234ec79f8673dbba82aacc1d3216616136326c2958")
	sealed := bytesOf(t, "8adcca258bcbf8d1d51be306f34982229c85a1621ff4c3a110e808daa5d5db55"+
		"0ba3b379b1c081a2cf1f6622be4cddb1866928b23cc3390915311e99131b399ed6953dc6dffbd4e61c2dd65423325d24"+
		"5ac7118cd4a5c92551e826c7b8bba1fc827278031a01660dc0ba51ed66be762a")
	want := ballot.Paper{Choice: "1,3", Receipt: "12-1-ABCDEFGHIJKL"}
	if got, err := ballot.UnsealPaper(open, sealed); err != nil || got != want {
		t.Errorf("opened %+v, %v, want %+v", got, err, want)
	}
	fresh, err := ballot.SealPaper(shut, want)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := ballot.UnsealPaper(open, fresh); err != nil || got != want {
		t.Errorf("of a vote cast later in the same ballot %+v was opened, %v", got, err)
	}
	sealed[40] ^= 1
	if got, err := ballot.UnsealPaper(open, sealed); err == nil {
		t.Errorf("a forged paper was opened as %+v", got)
	}
}

func bytesOf(t *testing.T, text string) []byte {
	t.Helper()
	raw, err := hex.DecodeString(text)
	if err != nil {
		t.Fatal(err)
	}
	return raw
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
	if _, err := ballot.SealPaper(shut, long); err == nil {
		t.Error("a paper of 84 bytes was sealed")
	}
	if _, err := ballot.SealPaper([]byte("no key"), ballot.Paper{}); err == nil {
		t.Error("a paper was sealed for no box")
	}
}

func TestReceiptsAreFound(t *testing.T) {
	r := ballot.Receipts{Lines: []string{"12-1-AAA yes", "12-1-BBB 1,3"}}
	for code, want := range map[string]string{"12-1-aaa": "yes", " #12-1-BBB ": "1,3", "12-1-CCC": "", "12-AAA": "",
		"": ""} {
		id, receipt, ok := ballot.ReceiptOf(code)
		got, _ := r.Find(receipt)
		if want != "" && (!ok || id != "12.1") || string(got) != want {
			t.Errorf("%q: ballot %q, %v, counted as %q", code, id, ok, got)
		}
	}
}
