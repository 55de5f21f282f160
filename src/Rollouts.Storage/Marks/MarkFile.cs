using System.Text.Json;

namespace Rollouts.Storage.Marks;

/// <summary>The file with the mark of a store. Backups must not contain it.</summary>
public sealed class MarkFile(string path)
{
    /// <summary>The name of the file in the data folder of the embedded database.</summary>
    public const string FileName = "store-mark.json";

    public string Path => path;

    /// <summary>The mark; null if there is none, or if the file has other content.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be read.</exception>
    public StoreMark? Read()
    {
        try
        {
            var form = JsonSerializer.Deserialize<Form>(File.ReadAllBytes(path));
            return form is { Incarnation: { } incarnation, Points: [_, ..] points }
                ? new StoreMark(
                    incarnation,
                    points.Select(point => new MarkPoint(point.Counter, new Instant(point.At))).ToValueList()
                )
                : null;
        }
        catch (Exception exception)
            when (exception is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Replaces the mark as a whole, so that a crash leaves the old one or the new one.</summary>
    public void Write(StoreMark mark)
    {
        var form = new Form(
            mark.Incarnation,
            [.. mark.Points.Select(point => new Point(point.Counter, point.At.Microseconds))]
        );
        var part = path + ".new";
        using (var stream = Create(part))
        {
            JsonSerializer.Serialize(stream, form);
            stream.Flush(flushToDisk: true);
        }

        File.Move(part, path, overwrite: true);
    }

    private static FileStream Create(string part)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(part, options);
    }

    private sealed record Form(string? Incarnation, Point[]? Points);

    private sealed record Point(long Counter, long At);
}
