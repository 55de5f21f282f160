namespace Rollouts.Vectors;

/// <summary>What replaying one vector showed.</summary>
public sealed record Finding(string Name, Outcome Outcome, string Detail = "")
{
    /// <summary>Replays one vector; one that lacks what its kind needs is a disagreement, not a crash.</summary>
    internal static Finding Of(string name, Func<Finding> replay)
    {
        try
        {
            return replay();
        }
        catch (Exception fault)
            when (fault
                    is FormatException
                        or KeyNotFoundException
                        or InvalidOperationException
                        or ArgumentException
                        or IndexOutOfRangeException
            )
        {
            return new Finding(name, Outcome.Disagrees, $"cannot be read: {fault.Message}");
        }
    }

    /// <summary>A disagreement that one of these reasons explains is a correction.</summary>
    internal Finding CorrectedWhen(params ReadOnlySpan<(bool Applies, string Reason)> corrections)
    {
        foreach ((bool applies, string reason) in corrections)
        {
            if (applies && Outcome == Outcome.Disagrees)
            {
                return this with { Outcome = Outcome.Corrected, Detail = $"{Detail} ({reason})" };
            }
        }

        return this;
    }

    public override string ToString() => Detail.Length == 0 ? $"{Outcome}: {Name}" : $"{Outcome}: {Name}: {Detail}";
}
