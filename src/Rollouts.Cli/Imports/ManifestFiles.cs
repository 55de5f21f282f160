using Rollouts.Cli.Imports.Sources;

namespace Rollouts.Cli.Imports;

/// <summary>Finds the manifests on the command line.</summary>
internal static class ManifestFiles
{
    private static readonly string[] Endings = [".yaml", ".yml", ".json"];

    public static List<SourceDocument> Read(IEnumerable<string> paths) =>
        [.. paths.SelectMany(Files).SelectMany(file => SourceDocuments.Read(file, Text(file)))];

    private static IEnumerable<string> Files(string path) =>
        Directory.Exists(path)
            ? Directory
                .EnumerateFiles(path, "*", SearchOption.AllDirectories)
                .Where(file => Endings.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
                .Order(StringComparer.Ordinal)
            : [path];

    private static string Text(string file)
    {
        try
        {
            return file == "-" ? Console.In.ReadToEnd() : File.ReadAllText(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException(ExitCodes.Refused, $"{file}: cannot be read: {exception.Message}");
        }
    }
}
