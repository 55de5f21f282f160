using System.Diagnostics.CodeAnalysis;
using Rollouts.Domain.Plans;
using Rollouts.PlanFiles.Documents;

namespace Rollouts.PlanFiles.Shapes;

/// <summary>
/// One key of a map: its name, the shape of its value, and one sentence that an editor shows on hover.
/// </summary>
public abstract class Key(string name, string says)
{
    public string Name { get; } = name;

    public string Says { get; } = says;

    public bool IsRequired { get; protected init; }

    public abstract Shape Shape { get; }

    /// <summary>Reads the value; <paramref name="node"/> is null if the key is absent.</summary>
    public abstract bool TryRead(Node? node, PlanPath at, FaultList faults, out object? value);

    public static Key<T> Required<T>(string name, Shape<T> shape, string says) =>
        new(name, shape, says, default!) { IsRequired = true };

    /// <summary>A key with a default value.</summary>
    public static Key<T> Optional<T>(string name, Shape<T> shape, T otherwise, string says) =>
        new(name, shape, says, otherwise);

    /// <summary>An optional key without a default value.</summary>
    [SuppressMessage("Naming", "CA1720", Justification = "A key that may be absent is what the word says.")]
    public static Key<T?> Maybe<T>(string name, Shape<T> shape, string says)
        where T : class => new(name, shape.Into(T? (value) => value), says, null);

    public static Key<T?> MaybeValue<T>(string name, Shape<T> shape, string says)
        where T : struct => new(name, shape.Into(T? (value) => value), says, null);
}

/// <summary>A key whose value is a <typeparamref name="T"/>.</summary>
public sealed class Key<T>(string name, Shape<T> shape, string says, T otherwise) : Key(name, says)
{
    public new bool IsRequired
    {
        get => base.IsRequired;
        init => base.IsRequired = value;
    }

    public override Shape Shape => shape;

    public override bool TryRead(Node? node, PlanPath at, FaultList faults, out object? value)
    {
        if (node is null)
        {
            value = otherwise;
            return !IsRequired;
        }

        var read = shape.TryRead(node, at, faults, out var typed);
        value = typed;
        return read;
    }
}
