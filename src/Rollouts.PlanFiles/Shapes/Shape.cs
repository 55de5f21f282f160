using System.Diagnostics.CodeAnalysis;
using Rollouts.Domain.Plans;
using Rollouts.PlanFiles.Documents;

namespace Rollouts.PlanFiles.Shapes;

/// <summary>
/// One form that a value of a file may have. The same object reads the value and describes itself in the schema,
/// so that editors and the reader can never disagree.
/// </summary>
public abstract class Shape
{
    /// <summary>The valid values, in words that complete "expected ...".</summary>
    public abstract string Expected { get; }

    public abstract SchemaNode Describe(SchemaBuilder schema);

    /// <summary>Whether a node has this form; every reason why not goes to <paramref name="faults"/>.</summary>
    public abstract bool Accepts(Node node, PlanPath at, FaultList faults);
}

/// <summary>A form whose values become a <typeparamref name="T"/>.</summary>
public abstract class Shape<T> : Shape
{
    public abstract bool TryRead(Node node, PlanPath at, FaultList faults, [MaybeNullWhen(false)] out T value);

    public sealed override bool Accepts(Node node, PlanPath at, FaultList faults) => TryRead(node, at, faults, out _);

    /// <summary>The same form, read into something else.</summary>
    public Shape<TOther> Into<TOther>(Func<T, PlanPath, TOther> convert) =>
        new ConvertedShape<T, TOther>(this, convert);

    public Shape<TOther> Into<TOther>(Func<T, TOther> convert) => Into((value, _) => convert(value));
}
