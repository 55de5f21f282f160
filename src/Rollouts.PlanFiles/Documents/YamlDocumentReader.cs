using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Rollouts.PlanFiles.Documents;

/// <summary>
/// Reads YAML event by event. It refuses anchors and tags: they can expand a small file to a large one, and an error
/// cannot point at a value that is defined elsewhere.
/// </summary>
internal static class YamlDocumentReader
{
    public static DocumentResult Read(string text)
    {
        var builder = new TreeBuilder();
        var last = new Place(1, 1);
        try
        {
            var parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
            var documents = 0;
            while (builder.Fault is null && parser.MoveNext())
            {
                if (parser.Current is DocumentStart start && ++documents > 1)
                {
                    builder.Refuse(
                        "plan.many-documents",
                        At(start),
                        "a file holds one plan; put the part after '---' into a file of its own"
                    );
                }

                last = At(parser.Current!);
                Take(parser.Current!, builder);
            }
        }
        catch (YamlException exception)
        {
            var place = new Place((int)Math.Max(1, exception.Start.Line), (int)Math.Max(1, exception.Start.Column));
            return Broken(place, exception.InnerException?.Message ?? exception.Message, text);
        }
        catch (Exception exception)
            when (exception is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            // The scanner of YamlDotNet throws these exceptions on some malformed files.
            return Broken(last, "a bracket, a quote or an indentation is left open somewhere after this place", text);
        }

        return builder switch
        {
            { Fault: { } fault } => new DocumentResult(null, fault),
            { Root: { } root } => DocumentResult.Of(root),
            _ => DocumentResult.Refused(
                "plan.empty",
                new Place(1, 1),
                "the file holds only comments; a plan begins with 'service: <name>'"
            ),
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
                builder.Scalar(
                    new Scalar(
                        scalar.Value,
                        scalar.Style == ScalarStyle.Plain ? CoreSchema.KindOf(scalar.Value) : ScalarKind.Text,
                        At(scalar)
                    )
                );
                break;
        }
    }

    private static void RefuseAnchor(ParsingEvent parsed, string name, TreeBuilder builder) =>
        builder.Refuse(
            "plan.anchor",
            At(parsed),
            $"anchors and aliases ('{Node.Shortened(name)}') are not read; write the value out where it is meant"
        );

    private static DocumentResult Broken(Place place, string why, string text) =>
        IndentedByTab(text) is { } tab
            ? DocumentResult.Refused("plan.tab", tab, "this line is indented by a tab; YAML is indented by spaces")
            : DocumentResult.Refused("plan.syntax", place, "not valid YAML: " + Node.Shortened(why));

    // The parser reports a tab where it first causes an error, which may be lines after it.
    private static Place? IndentedByTab(string text)
    {
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            if (line.TrimStart(' ') is ['\t', ..] && !line.IsWhiteSpace())
            {
                return new Place(number, line.IndexOf('\t') + 1);
            }
        }

        return null;
    }

    private static Place At(ParsingEvent parsed) => new((int)parsed.Start.Line, (int)parsed.Start.Column);
}
