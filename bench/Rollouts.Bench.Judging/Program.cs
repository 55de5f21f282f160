using BenchmarkDotNet.Running;
using Rollouts.Bench.Judging;

// Time and allocation of one tick for each judge, the size of their states, and how long a rehearsal takes.
Sizes.Print(Console.Out);
BenchmarkSwitcher.FromAssembly(typeof(Sizes).Assembly).Run(args.Length == 0 ? ["--filter", "*"] : args);
