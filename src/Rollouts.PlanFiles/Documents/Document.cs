using System.Buffers;
using System.Text;

namespace Rollouts.PlanFiles.Documents;

/// <summary>
/// Parses untrusted bytes into a tree, or returns the reason why they cannot be parsed. It never throws for any
/// content.
/// </summary>
public static class Document
{
    private static readonly UTF8Encoding Strict = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    private static readonly SearchValues<char> NoText = SearchValues.Create([
        .. Enumerable.Range(0, 32).Append(127).Select(code => (char)code).Except("\t\n\r"),
    ]);

    public static DocumentResult Read(ReadOnlyMemory<byte> bytes, DocumentFormat format)
    {
        if (bytes.Length > DocumentLimits.Bytes)
        {
            return DocumentResult.Refused(
                "plan.file-too-large",
                new Place(1, 1),
                $"the file has {bytes.Length / 1024} KiB and a plan has at most {DocumentLimits.Bytes / 1024}; is "
                    + "it the right file?"
            );
        }

        if (Decode(bytes.Span) is not { } text)
        {
            return DocumentResult.Refused(
                "plan.not-text",
                new Place(1, 1),
                "the file is not UTF-8 text; save it as UTF-8"
            );
        }

        if (text.AsSpan().IndexOfAny(NoText) is var odd and >= 0)
        {
            return DocumentResult.Refused(
                "plan.not-text",
                new Place(text.AsSpan(0, odd).Count('\n') + 1, 1),
                "the file holds control characters; is it the right file?"
            );
        }

        if (string.IsNullOrWhiteSpace(text))
        {
            return DocumentResult.Refused(
                "plan.empty",
                new Place(1, 1),
                "the file is empty; a plan begins with 'service: <name>'"
            );
        }

        return format == DocumentFormat.Json ? JsonDocumentReader.Read(text) : YamlDocumentReader.Read(text);
    }

    private static string? Decode(ReadOnlySpan<byte> bytes)
    {
        var content = bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
        try
        {
            return Strict.GetString(content);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
