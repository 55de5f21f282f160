using System.Text.Json;
using Rollouts.Vectors.Kayenta;
using Rollouts.Vectors.Sequential;

namespace Rollouts.Vectors;

/// <summary>Replays a file of vectors, of one of the two shapes that are published with the project.</summary>
public static class VectorFile
{
    /// <summary>Enough that a simulated figure which is off by a few percent shows.</summary>
    public const int UsualPaths = 400;

    /// <param name="paths">How many paths to simulate where a vector was simulated.</param>
    public static IReadOnlyList<Finding> Replay(string path, int paths = UsualPaths)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        JsonElement root = document.RootElement;
        if (root.Maybe("streams") is not null)
        {
            return [.. SequentialVectors.Replay(root, paths)];
        }

        if (root.Maybe("vectors") is not null)
        {
            return [.. KayentaVectors.Replay(root)];
        }

        throw new FormatException("The file has neither 'vectors' (comparison) nor 'streams' (sequential judging).");
    }
}
