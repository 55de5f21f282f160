using System.Diagnostics.CodeAnalysis;
using Rollouts.Domain.Plans;
using Rollouts.PlanFiles.Documents;

namespace Rollouts.PlanFiles.Shapes;

/// <summary>Reads as another shape does and makes something else of the value.</summary>
internal sealed class ConvertedShape<TInner, T>(Shape<TInner> inner, Func<TInner, PlanPath, T> convert) : Shape<T>
{
    public override string Expected => inner.Expected;

    public override SchemaNode Describe(SchemaBuilder schema) => inner.Describe(schema);

    public override bool TryRead(Node node, PlanPath at, FaultList faults, [MaybeNullWhen(false)] out T value)
    {
        var read = inner.TryRead(node, at, faults, out var raw);
        value = read ? convert(raw!, at) : default;
        return read;
    }
}
