using Rollouts.Analysis;
using Rollouts.Analysis.Ticks;

namespace Rollouts.Bench.Judging;

/// <summary>How many bytes each check's state takes once it is full.</summary>
internal static class Sizes
{
    public static void Print(TextWriter writer)
    {
        writer.WriteLine("| check | bytes, stored |");
        writer.WriteLine("|---|---:|");
        foreach ((string name, JudgeSettings settings) in Judged.All)
        {
            CheckState state = Judged.Begin(settings);
            foreach (Tick tick in Judged.Supply(settings, bad: 2))
            {
                state.Judge(tick);
            }

            writer.WriteLine($"| {name} | {state.Pack(new byte[state.RoomToPack])} |");
        }

        writer.WriteLine();
    }
}
