using System.Diagnostics.CodeAnalysis;

namespace Rollouts.Integrations.Outside;

/// <summary>
/// The result of a call to an external system. An adapter never throws for failures of that system: exceptions are for
/// bugs and for cancellation.
/// </summary>
public abstract record Answer<T>
{
    private Answer() { }

    public sealed record Got(T Value) : Answer<T>;

    public sealed record Failed(Fault Fault) : Answer<T>;

    /// <summary>Either the value or the fault.</summary>
    public bool TryGet([MaybeNullWhen(false)] out T value, [NotNullWhen(false)] out Fault? fault)
    {
        (value, fault) = this switch
        {
            Got got => (got.Value, (Fault?)null),
            Failed failed => (default(T), failed.Fault),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return fault is null;
    }

    public static implicit operator Answer<T>(T value) => new Got(value);

    public static implicit operator Answer<T>(Fault fault) => new Failed(fault);
}
