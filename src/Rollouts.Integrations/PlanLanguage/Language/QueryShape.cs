using System.Diagnostics.CodeAnalysis;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Integrations.Metrics;
using Rollouts.PlanFiles.Documents;
using Rollouts.PlanFiles.Shapes;

namespace Rollouts.Integrations.PlanLanguage.Language;

/// <summary>A query to a metric source: text, or the fields of one of the sources.</summary>
internal sealed class QueryShape(IEnumerable<SourceDescriptor> sources) : Shape<Query>
{
    private const int Longest = 4000;

    private static readonly TextShape<Query> Text = new(
        "plan.bad-query",
        $"a query of 1 to {Longest} characters",
        @"^[^\u0000-\u0008\u000b-\u001f\u007f]{1,4000}$",
        TryText
    );

    private readonly Shape<Settings>[] _fields = [.. sources.Select(source => source.Query).OfType<Shape<Settings>>()];

    public override string Expected => "a query as text, or the fields of a metric";

    public override SchemaNode Describe(SchemaBuilder schema) =>
        SchemaNode.AnyOf([Text.Describe(schema), .. _fields.Select(fields => fields.Describe(schema))]);

    public override bool TryRead(Node node, PlanPath at, FaultList faults, [MaybeNullWhen(false)] out Query value)
    {
        if (node is not Mapping)
        {
            return Text.TryRead(node, at, faults, out value);
        }

        // The source is not known here, so the form with the fewest faults counts.
        var attempts = _fields.Select(fields =>
        {
            var complaints = new FaultList();
            return (Read: fields.TryRead(node, at, complaints, out var settings), settings, complaints);
        });
        var best = attempts.MinBy(attempt => attempt.complaints.Count);
        foreach (var (fault, place) in best.complaints.Items)
        {
            faults.Add(fault.Code, fault.At, place, fault.Message);
        }

        value = best.Read ? new Query(best.settings!) : null;
        return best.Read;
    }

    private static bool TryText(string text, [MaybeNullWhen(false)] out Query value)
    {
        var written =
            text.Length is > 0 and <= Longest && !text.Any(c => c is '\u007f' or < ' ' and not ('\n' or '\t'));
        value = written ? Query.Text(text) : null;
        return written;
    }
}
