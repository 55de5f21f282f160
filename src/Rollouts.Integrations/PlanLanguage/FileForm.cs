using Rollouts.Domain.Plans;
using Rollouts.PlanFiles.Documents;
using Rollouts.PlanFiles.Shapes;

namespace Rollouts.Integrations.PlanLanguage;

/// <summary>The form of a file by the rules of its language, before its meaning is reviewed.</summary>
internal sealed record FileForm<T>(T? Value, Node? Root, ValueList<PlanProblem> Problems)
    where T : class;

internal static class FileForm
{
    public static FileForm<T> Of<T>(Shape<T> shape, string file, ReadOnlyMemory<byte> bytes)
        where T : class
    {
        var format = file.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
            ? DocumentFormat.Json
            : DocumentFormat.Yaml;
        var document = Document.Read(bytes, format);
        if (document.Fault is { } broken)
        {
            var fault = new PlanFault(broken.Code, PlanPath.Root, broken.Message);
            return new FileForm<T>(null, null, [new PlanProblem(file, broken.Place, fault)]);
        }

        var faults = new FaultList();
        var root = SecretScan.Hide(document.Root!, faults);
        var hidden = faults.Items.Select(item => item.Place).ToHashSet();
        var read = shape.TryRead(root, PlanPath.Root, faults, out var value);
        return new FileForm<T>(
            read && faults.Count == 0 ? value : null,
            root,
            faults
                .Items.Where((item, i) => i < hidden.Count || !hidden.Contains(item.Place))
                .Select(item => new PlanProblem(file, item.Place, item.Fault))
                .OrderBy(problem => problem.Place.Line)
                .ThenBy(problem => problem.Place.Column)
                .ToValueList()
        );
    }
}
