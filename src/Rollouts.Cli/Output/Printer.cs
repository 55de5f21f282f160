using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Spectre.Console;

namespace Rollouts.Cli.Output;

/// <summary>Prints data to stdout in the requested format. Messages go to stderr.</summary>
internal sealed class Printer(OutputFormat format, TextWriter output, TextWriter errors)
{
    private static readonly JsonWriterOptions Indented = new()
    {
        Indented = true,
        // People read reasons and sentences, and none of this output is put into HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public OutputFormat Format => format;

    public static Option<OutputFormat> Option() =>
        new("--output", "-o")
        {
            Description = "The format of the data on stdout: table, json or yaml.",
            DefaultValueFactory = _ => OutputFormat.Table,
            HelpName = "table|json|yaml",
        };

    /// <summary>Prints a value. In the format for people, <paramref name="table"/> prints it.</summary>
    public void Print<T>(T value, JsonTypeInfo<T> type, Action<IAnsiConsole, T> table)
    {
        if (format == OutputFormat.Table)
        {
            table(Terminal.Over(output, Terminal.IsOutput(output)), value);
            return;
        }

        Print(JsonSerializer.SerializeToElement(value, type));
    }

    public void Message(string message) => errors.WriteLine(message);

    private void Print(JsonElement value)
    {
        if (format == OutputFormat.Yaml)
        {
            Yaml.Write(value, output);
            return;
        }

        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Indented))
        {
            value.WriteTo(writer);
        }

        output.WriteLine(System.Text.Encoding.UTF8.GetString(buffer.ToArray()));
    }
}
