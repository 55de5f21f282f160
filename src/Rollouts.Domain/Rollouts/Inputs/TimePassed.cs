namespace Rollouts.Domain.Rollouts.Inputs;

/// <summary>
/// An input without any event but the passage of time. Every other input applies the deadlines, too, so none depends on
/// this one being on time.
/// </summary>
public sealed record TimePassed : Input
{
    public static TimePassed Instance { get; } = new();
}
