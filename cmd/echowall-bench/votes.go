package main

import (
	"context"
	"fmt"
	"os"
	"runtime/debug"
	"slices"
	"text/tabwriter"
	"time"
)

// votesCmd compares the program with the bare bot.
type votesCmd struct {
	Program string        `arg:"" help:"The built program."`
	Rounds  int           `default:"5" help:"How often each is measured, in turn."`
	Span    time.Duration `default:"3s" help:"How long each measurement lasts."`
	Abreast int           `default:"64" help:"How many people wait for their answer at the same time."`
	Dir     string        `help:"Where the stores are put; a temporary folder otherwise." type:"existingdir"`
}

// The two scenes: one village in a rush, and many villages at once.
const (
	villages = 20
	size     = 50
)

// Run measures and prints a table.
func (c *votesCmd) Run(ctx context.Context) error {
	// The tool's own collector would else run for more than a hundredth of the time, on the same processors as the bots:
	// the p99 of all of them would be its.
	defer debug.SetGCPercent(debug.SetGCPercent(800))
	dir, err := os.MkdirTemp(c.Dir, "echowall-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	rivals, err := field(dir, func(string) (*rival, error) { return bare(ctx) },
		func(folder string) (*rival, error) { return onBolt(ctx, c.Program, folder) },
		func(folder string) (*rival, error) { return onRedis(ctx, c.Program, folder) })
	defer func() {
		for _, r := range rivals {
			r.close()
		}
	}()
	if err != nil {
		return err
	}
	for _, r := range rivals {
		if err := r.populate(ctx, villages, size); err != nil {
			return err
		}
		// Everybody votes once, so that all are known; what a first vote costs is for the other command to say.
		if _, err := r.measure(func() *figures { return r.desk.once(ctx, seats(r.ballots), c.Abreast) }); err != nil {
			return err
		}
	}
	out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(out, "scene\tbot\tvotes/s\tratio\tworst…best\tp50\tp99\thalf load p50\tp99\tCPU a vote\tof the store\t")
	for _, scene := range []struct {
		name    string
		ballots int
	}{{"one village", 1}, {fmt.Sprint(villages, " villages"), villages}} {
		if err := c.compare(ctx, out, scene.name, rivals, scene.ballots); err != nil {
			return err
		}
	}
	if err := out.Flush(); err != nil {
		return err
	}
	for _, r := range rivals {
		if err := r.verify(); err != nil {
			return err
		}
	}
	fmt.Println("verify: every journal is whole")
	return nil
}

// compare measures the rivals in turn, so that what else the machine does hits all alike.
func (c *votesCmd) compare(ctx context.Context, out *tabwriter.Writer, scene string, rivals []*rival,
	ballots int) error {
	full, half := map[*rival][]*figures{}, map[*rival][]*figures{}
	for range c.Rounds {
		for _, r := range rivals {
			all := seats(r.ballots[:ballots])
			f, err := r.measure(func() *figures { return r.desk.rush(ctx, all, c.Abreast, c.Span) })
			if err != nil {
				return err
			}
			h, err := r.measure(func() *figures { return r.desk.stream(ctx, all, f.rate()/2, c.Span) })
			if err != nil {
				return err
			}
			full[r], half[r] = append(full[r], f), append(half[r], h)
		}
	}
	for _, r := range rivals {
		var ratios []float64
		for i := range full[r] {
			ratios = append(ratios, full[r][i].rate()/full[rivals[0]][i].rate())
		}
		fmt.Fprintf(out, "%s\t%s\t%.0f\t%.2f\t%.2f…%.2f\t%s\t%s\t%s\t%s\t%.0f µs\t%.0f µs\t\n", scene, r.name,
			median(full[r], (*figures).rate), middle(ratios), slices.Min(ratios), slices.Max(ratios),
			millis(full[r], 0.5), millis(full[r], 0.99), millis(half[r], 0.5), millis(half[r], 0.99),
			median(full[r], func(f *figures) float64 { return float64(f.cpu.Microseconds()) }),
			median(full[r], func(f *figures) float64 { return float64(f.store.Microseconds()) }))
	}
	return nil
}

// millis is the median over the rounds of how long a part of the votes took at most.
func millis(all []*figures, part float64) string {
	return fmt.Sprintf("%.1f ms", median(all,
		func(f *figures) float64 { return float64(f.part(part).Microseconds()) / 1000 }))
}

func median(all []*figures, of func(*figures) float64) float64 {
	var values []float64
	for _, f := range all {
		values = append(values, of(f))
	}
	return middle(values)
}

func middle(values []float64) float64 {
	return slices.Sorted(slices.Values(values))[len(values)/2]
}
