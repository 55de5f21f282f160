using System.Text;
using System.Text.Json;

namespace Rollouts.PlanFiles.Documents;

/// <summary>Reads JSON token by token, with the place of each.</summary>
internal static class JsonDocumentReader
{
    public static DocumentResult Read(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var places = new PlaceFinder(bytes);
        var builder = new TreeBuilder();
        // One level more than the builder accepts, so that the builder refuses it with a helpful message.
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = DocumentLimits.Depth + 2 });
        try
        {
            while (builder.Fault is null && reader.Read())
            {
                Take(ref reader, places.At(reader.TokenStartIndex), builder);
            }
        }
        catch (JsonException exception)
        {
            return DocumentResult.Refused(
                "plan.syntax",
                new Place((int)(exception.LineNumber ?? 0) + 1, (int)(exception.BytePositionInLine ?? 0) + 1),
                "not valid JSON: " + Node.Shortened(WithoutPosition(exception.Message))
            );
        }

        return builder.Fault is { } fault ? new DocumentResult(null, fault) : DocumentResult.Of(builder.Root!);
    }

    private static void Take(ref Utf8JsonReader reader, Place place, TreeBuilder builder)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                builder.OpenMapping(place);
                break;
            case JsonTokenType.StartArray:
                builder.OpenSequence(place);
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                builder.Close();
                break;
            case JsonTokenType.PropertyName or JsonTokenType.String when TextOf(ref reader) is { } text:
                builder.Scalar(new Scalar(text, ScalarKind.Text, place));
                break;
            case JsonTokenType.PropertyName or JsonTokenType.String:
                builder.Refuse("plan.not-text", place, "half of a surrogate pair is no text");
                break;
            case JsonTokenType.Number:
                builder.Scalar(new Scalar(Encoding.UTF8.GetString(reader.ValueSpan), ScalarKind.Number, place));
                break;
            case JsonTokenType.True or JsonTokenType.False:
                builder.Scalar(
                    new Scalar(reader.TokenType == JsonTokenType.True ? "true" : "false", ScalarKind.Flag, place)
                );
                break;
            case JsonTokenType.Null:
                builder.Scalar(new Scalar("", ScalarKind.Nothing, place));
                break;
        }
    }

    // The reader of the framework throws for an escaped half of a surrogate pair.
    private static string? TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string WithoutPosition(string message)
    {
        var at = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return at < 0 ? message : message[..at];
    }

    /// <summary>Tokens come in order, so the lines before one are counted only once.</summary>
    private sealed class PlaceFinder(byte[] bytes)
    {
        private long _seen;
        private int _line = 1;
        private int _column = 1;

        public Place At(long index)
        {
            for (; _seen < index; _seen++)
            {
                // Only the first byte of a character moves the column.
                (_line, _column) = bytes[_seen] switch
                {
                    (byte)'\n' => (_line + 1, 1),
                    >= 0x80 and < 0xC0 => (_line, _column),
                    _ => (_line, _column + 1),
                };
            }

            return new Place(_line, _column);
        }
    }
}
