using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Rollouts.Integrations.PlanFiles.Documents;

/// <summary>
/// Reads YAML event by event. Anchors and tags are refused: they are how a small file becomes a large one, and a
/// value that stands elsewhere cannot be pointed at in an error.
/// </summary>
internal static class YamlDocumentReader
{
    public static DocumentResult Read(string text)
    {
        var builder = new TreeBuilder();
        try
        {
            var parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
            var documents = 0;
            while (builder.Fault is null && parser.MoveNext())
            {
                if (parser.Current is DocumentStart start && ++documents > 1)
                {
                    builder.Refuse("plan.many-documents", At(start), "a file holds one plan; put the part after '---' into a file of its own");
                }

                Take(parser.Current!, builder);
            }
        }
        catch (YamlException exception)
        {
            return Broken(exception, text);
        }

        return builder switch
        {
            { Fault: { } fault } => new DocumentResult(null, fault),
            { Root: { } root } => DocumentResult.Of(root),
            _ => DocumentResult.Refused("plan.empty", new Place(1, 1), "the file holds only comments; a plan begins with 'service: <name>'"),
        };
    }

    private static void Take(ParsingEvent parsed, TreeBuilder builder)
    {
        switch (parsed)
        {
            case AnchorAlias alias:
                RefuseAnchor(alias, alias.Value.Value, builder);
                break;
            case NodeEvent { Anchor.IsEmpty: false } anchored:
                RefuseAnchor(anchored, anchored.Anchor.Value, builder);
                break;
            case NodeEvent { Tag.IsEmpty: false } tagged:
                builder.Refuse("plan.tag", At(tagged), "tags ('!...') have no meaning in a plan; leave it out");
                break;
            case MappingStart mapping:
                builder.OpenMapping(At(mapping));
                break;
            case SequenceStart sequence:
                builder.OpenSequence(At(sequence));
                break;
            case MappingEnd or SequenceEnd:
                builder.Close();
                break;
            case YamlDotNet.Core.Events.Scalar scalar:
                builder.Scalar(new Scalar(
                    scalar.Value, scalar.Style == ScalarStyle.Plain ? CoreSchema.KindOf(scalar.Value) : ScalarKind.Text, At(scalar)));
                break;
        }
    }

    private static void RefuseAnchor(ParsingEvent parsed, string name, TreeBuilder builder) => builder.Refuse(
        "plan.anchor", At(parsed), $"anchors and aliases ('{Node.Shortened(name)}') are not read; write the value out where it is meant");

    private static DocumentResult Broken(YamlException exception, string text)
    {
        var place = new Place((int)Math.Max(1, exception.Start.Line), (int)Math.Max(1, exception.Start.Column));
        return IndentedByTab(text, place.Line) is { } tab
            ? DocumentResult.Refused("plan.tab", tab, "this line is indented by a tab; YAML is indented by spaces")
            : DocumentResult.Refused("plan.syntax", place, "not valid YAML: " + Node.Shortened(exception.InnerException?.Message ?? exception.Message));
    }

    // The parser complains where the tab hurts it, which may be the line after.
    private static Place? IndentedByTab(string text, int line)
    {
        var lines = text.Split('\n');
        for (var number = line; number >= Math.Max(1, line - 1); number--)
        {
            if (number <= lines.Length && lines[number - 1] is var content
                && content.AsSpan().TrimStart(' ') is ['\t', ..] && !string.IsNullOrWhiteSpace(content))
            {
                return new Place(number, content.IndexOf('\t', StringComparison.Ordinal) + 1);
            }
        }

        return null;
    }

    private static Place At(ParsingEvent parsed) => new((int)parsed.Start.Line, (int)parsed.Start.Column);
}
