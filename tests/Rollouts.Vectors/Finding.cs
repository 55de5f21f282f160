namespace Rollouts.Vectors;

/// <summary>What replaying one vector showed.</summary>
public sealed record Finding(string Name, Outcome Outcome, string Detail = "")
{
    public override string ToString() => Detail.Length == 0 ? $"{Outcome}: {Name}" : $"{Outcome}: {Name}: {Detail}";
}
