namespace Rollouts.Analysis.Power;

/// <summary>The duration of a process, over the paths on which it happened.</summary>
public sealed record Waiting(TimeSpan Mean, TimeSpan NineInTen)
{
    /// <summary>Null if it never happened.</summary>
    internal static Waiting? Of(List<double> seconds)
    {
        if (seconds.Count == 0)
        {
            return null;
        }

        seconds.Sort();
        int place = Math.Min(seconds.Count - 1, (int)Math.Ceiling(0.9 * seconds.Count) - 1);
        return new Waiting(TimeSpan.FromSeconds(seconds.Average()), TimeSpan.FromSeconds(seconds[place]));
    }
}
