package main

import (
	"context"
	"fmt"
	"os"
	"text/tabwriter"
)

// rushCmd lets ever more people vote in one ballot, each for the first time.
type rushCmd struct {
	Program string `arg:"" help:"The built program."`
	Votes   int    `default:"100000" help:"How many people vote in the one ballot."`
	Window  int    `default:"2000" help:"How many votes are measured together."`
	Abreast int    `default:"64" help:"How many people wait for their answer at the same time."`
	Dir     string `help:"Where the stores are put; a temporary folder otherwise." type:"existingdir"`
}

// Run measures and prints a table.
func (c *rushCmd) Run(ctx context.Context) error {
	dir, err := os.MkdirTemp(c.Dir, "echowall-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	rivals, err := field(dir, func(folder string) (*rival, error) { return onBolt(ctx, c.Program, folder) },
		func(folder string) (*rival, error) { return onRedis(ctx, c.Program, folder) })
	defer func() {
		for _, r := range rivals {
			r.close()
		}
	}()
	if err != nil {
		return err
	}
	out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(out, "first votes\tbot\tvotes/s\tp50\tp99\tCPU a vote\tof the store\t")
	for _, r := range rivals {
		if err := r.populate(ctx, 1, c.Votes/10+1); err != nil {
			return err
		}
	}
	all := c.Votes
	for from := 0; from < all; {
		to := min(from+c.step(from), all)
		for _, r := range rivals {
			f, err := r.measure(func() *figures { return r.desk.once(ctx, seats(r.ballots)[from:to], c.Abreast) })
			if err != nil {
				return err
			}
			if to-from == c.Window {
				fmt.Fprintf(out, "%d to %d\t%s\t%.0f\t%.1f ms\t%.1f ms\t%d µs\t%d µs\t\n", from+1, to, r.name, f.rate(),
					float64(f.part(0.5).Microseconds())/1000, float64(f.part(0.99).Microseconds())/1000, f.cpu.Microseconds(),
					f.store.Microseconds())
			}
		}
		from = to
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

// step is how many votes are cast next: a window that is measured at the beginning, after a tenth and at the end, and
// all between in one go.
func (c *rushCmd) step(from int) int {
	for _, end := range []int{c.Window, c.Votes / 10, c.Votes} {
		switch begin := end - c.Window; {
		case from < begin:
			return begin - from
		case from == begin:
			return c.Window
		}
	}
	return c.Votes - from
}
