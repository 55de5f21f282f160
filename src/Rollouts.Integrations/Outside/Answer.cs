namespace Rollouts.Integrations.Outside;

/// <summary>
/// What came of asking something outside. An adapter never throws for what the outside does: exceptions are for bugs
/// and for cancellation.
/// </summary>
public abstract record Answer<T>
{
    private Answer() { }

    public sealed record Got(T Value) : Answer<T>;

    public sealed record Failed(Fault Fault) : Answer<T>;

    public static implicit operator Answer<T>(T value) => new Got(value);

    public static implicit operator Answer<T>(Fault fault) => new Failed(fault);
}
