package wall

import (
	"net/url"
	"testing"
)

// TestOnlyWhatIsOfferedIsKept: a page that links lead to is kept, one made for what somebody typed is not.
func TestOnlyWhatIsOfferedIsKept(t *testing.T) {
	for query, want := range map[string]bool{
		"": true, "lang=en": true, "page=2": true, "step=research&page=3": true, "period=2026-Q2": true,
		"extensions=true": true,
		"status=open":     true, "page=one": false, "page=02": false,
		"period=" + string(make([]byte, 40)): false,
		"step=Re%20search":                   false, "service_request_id=1,2": false,
		"start_date=2026-06-01T00:00:00Z": false,
	} {
		args, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		if _, keep := (&sheet{args: args}).key(); keep != want {
			t.Errorf("%q: kept %v, want %v", query, keep, want)
		}
	}
}
