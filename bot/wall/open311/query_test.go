package open311_test

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"testing"
	"time"

	"echowall/bot/wall/open311"
)

// TestNoOtherRangeInSilence asks for requests in every way there is: each gives exactly what was asked for, or a fault
// that says why not.
func TestNoOtherRangeInSilence(t *testing.T) {
	now := time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)
	day := func(n int) time.Time { return now.AddDate(0, 0, n) }
	at := func(n int) string { return url.QueryEscape(day(n).Format(time.RFC3339)) }
	for _, x := range []struct {
		query       string
		from, until int // in days from now
		wrong       string
	}{
		{"", -90, 0, ""},
		{"start_date=" + at(-3), -3, 0, ""},
		{"start_date=" + at(-700), -700, 0, ""},
		{"end_date=" + at(-100), -190, -100, ""},
		{"start_date=" + at(-190) + "&end_date=" + at(-100), -190, -100, ""},
		{"start_date=" + at(-7) + "&end_date=" + at(-7), -7, -7, ""},
		{"start_date=" + at(3), 3, 0, ""},
		{"start_date=" + at(-91) + "&end_date=" + at(0), 0, 0,
			"start_date and end_date must not be more than 90 days apart; leave out end_date for all since start_date"},
		{"start_date=" + at(-1) + "&end_date=" + at(-2), 0, 0, "end_date must not be before start_date"},
		{"start_date=2026-06-01", 0, 0, "start_date must be a time as 2026-06-01T09:00:00Z"},
		{"end_date=now", 0, 0, "end_date must be a time as 2026-06-01T09:00:00Z"},
		{"status=done", 0, 0, "status must be open, closed, or both parted by a comma"},
		{"status=open,done", 0, 0, "status must be open, closed, or both parted by a comma"},
		{"page=0", 0, 0, "page must be a number from 1 to 1000000"},
		{"page=two", 0, 0, "page must be a number from 1 to 1000000"},
		{"page_size=1001", 0, 0, "page_size must be a number from 1 to 1000"},
		{"page_size=-1", 0, 0, "page_size must be a number from 1 to 1000"},
		{"service_request_id=1,x", 0, 0, "service_request_id must be numbers parted by commas"},
	} {
		args, err := url.ParseQuery(x.query)
		if err != nil {
			t.Fatal(err)
		}
		q, err := open311.ReadQuery(args, now)
		var fault *open311.Fault
		switch {
		case x.wrong != "" && (!errors.As(err, &fault) || fault.Code != http.StatusBadRequest ||
			fault.Description != x.wrong):
			t.Errorf("%s: %v, want %s", x.query, err, x.wrong)
		case x.wrong == "" && (err != nil || !q.From.Equal(day(x.from)) || !q.Until.Equal(day(x.until))):
			t.Errorf("%s: from %s until %s, %v", x.query, q.From, q.Until, err)
		}
	}
}

// TestQueryWants asks for some of a village's requests, a page at a time.
func TestQueryWants(t *testing.T) {
	now := time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)
	for query, want := range map[string][]int{
		"":                                     {5, 4, 3, 2},
		"status=closed":                        {4, 2},
		"status=open, closed":                  {5, 4, 3, 2},
		"status=,":                             {5, 4, 3, 2},
		"service_request_id=1,4":               {4, 1},
		"service_request_id=1,4&status=closed": {4},
		"service_code=issue,other":             {5, 4, 3, 2},
		"service_code=other":                   nil,
		"page_size=3":                          {5, 4, 3},
		"page_size=3&page=2":                   {2},
		"page_size=3&page=3":                   nil,
		"page=1000000&page_size=1000":          nil,
	} {
		args, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		q, err := open311.ReadQuery(args, now)
		if err != nil {
			t.Fatalf("%s: %v", query, err)
		}
		var found []int
		for n := 5; n > 0; n-- { // the even ones are closed; they were raised 30 days after one another
			status := map[bool]string{true: "closed", false: "open"}[n%2 == 0]
			if q.Wants(n, status, now.AddDate(0, 0, 30*(n-5))) {
				found = append(found, n)
			}
		}
		if got := q.Cut(found); !slices.Equal(got, want) || q.Enough(len(found)) && len(found) < q.Page*q.Size {
			t.Errorf("%s: %v, want %v", query, got, want)
		}
	}
}
