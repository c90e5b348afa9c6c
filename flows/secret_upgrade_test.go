package flows_test

import (
	"os"
	"testing"

	"echowall/flows"
	"echowall/storage/archive"
)

// TestSecretBallotOpenAcrossAnUpgrade goes on with a ballot whose papers were sealed before they were sealed with
// HPKE, from a backup in the first format of archives and the key that lay in the vault: votes of then and of now are
// counted together.
func TestSecretBallotOpenAcrossAnUpgrade(t *testing.T) {
	p := newPolling(t, onBolt)
	file, err := os.Open("testdata/secret-ballot-open.echowall")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if _, err := archive.Restore(t.Context(), p.store, file, archive.Options{}); err != nil {
		t.Fatal(err)
	}
	key, err := os.ReadFile("testdata/secret-ballot-open.key")
	if err != nil {
		t.Fatal(err)
	}
	if err := p.vault.Put(flows.KeyName(hall, "1.1"), key); err != nil {
		t.Fatal(err)
	}
	if _, err := flows.Verify(t.Context(), p.store, p.methods, hall); err != nil {
		t.Fatal(err)
	}
	p.codes = 1000 // other words than those that were drawn then
	p.votes(voters()[3], "no")
	p.votes(voters()[3], "abstain")
	p.closes()
	if _, err := flows.Verify(t.Context(), p.store, p.methods, hall); err != nil {
		t.Error(err)
	}
	if names, err := p.vault.Names(); err != nil || len(names) > 0 {
		t.Errorf("after the close the vault holds %v, %v", names, err)
	}
}
