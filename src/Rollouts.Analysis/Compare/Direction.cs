namespace Rollouts.Analysis.Compare;

/// <summary>Which way a difference is bad.</summary>
public enum Direction
{
    Either,
    Increase,
    Decrease,
}
