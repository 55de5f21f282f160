using System.Globalization;
using Rollouts.Domain.Plans;
using Rollouts.PlanFiles.Documents;

namespace Rollouts.PlanFiles.Shapes;

/// <summary>
/// Settings that only one adapter understands. The shape that checks a file also reads the stored settings later, so
/// that the two cannot differ.
/// </summary>
public sealed class TypedSettings<T>(Shape<T> shape)
{
    private static readonly Place Nowhere = new(0, 0);

    /// <summary>Checks the settings of a file, and keeps them as written.</summary>
    public Shape<Settings> Shape { get; } = new SettingsShape(shape);

    /// <summary>Reads stored settings into the adapter's own types.</summary>
    /// <exception cref="ArgumentException">These settings were never accepted by <see cref="Shape"/>.</exception>
    public T Read(Settings settings)
    {
        var faults = new FaultList();
        return shape.TryRead(NodeOf(settings), PlanPath.Root, faults, out var value)
            ? value
            : throw new ArgumentException(
                string.Join("; ", faults.Items.Select(item => item.Fault.Message)),
                nameof(settings)
            );
    }

    private static Node NodeOf(Settings settings) =>
        settings switch
        {
            Settings.Text text => new Scalar(text.Value, ScalarKind.Text, Nowhere),
            Settings.Number number => new Scalar(
                number.Value.ToString(CultureInfo.InvariantCulture),
                ScalarKind.Number,
                Nowhere
            ),
            Settings.Flag flag => new Scalar(flag.Value ? "true" : "false", ScalarKind.Flag, Nowhere),
            Settings.List list => new Sequence([.. list.Items.Select(NodeOf)], Nowhere),
            Settings.Map map => new Mapping(
                [.. map.Entries.Select(entry => new MapEntry(entry.Key, Nowhere, NodeOf(entry.Value)))],
                Nowhere
            ),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
