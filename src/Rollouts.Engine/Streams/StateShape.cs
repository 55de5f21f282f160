using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using Rollouts.Storage.Serialization;

namespace Rollouts.Engine.Streams;

/// <summary>
/// A fingerprint of everything that a state's JSON can contain: the members of its type, and of the types below it.
/// Two builds whose states differ in any member have different shapes, so that neither takes the other's state for
/// its own: a missing member would be filled with a default, and an unknown one would be dropped with the next write.
/// </summary>
public static class StateShape
{
    private const int Length = 8;

    private static readonly ConcurrentDictionary<Type, string> Known = new();

    public static string Of(Type state) => Known.GetOrAdd(state, Compute);

    private static string Compute(Type state)
    {
        var text = new StringBuilder();
        Describe(state, text, []);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..Length];
    }

    private static void Describe(Type type, StringBuilder text, HashSet<Type> seen)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        text.Append(type).Append(';');
        if (!seen.Add(type))
        {
            return;
        }

        if (type.IsEnum)
        {
            text.AppendJoin(',', Enum.GetNames(type)).Append(';');
        }

        foreach (var argument in type.GetGenericArguments())
        {
            Describe(argument, text, seen);
        }

        var info = EventJson.Options.GetTypeInfo(type);
        foreach (var derived in info.PolymorphismOptions?.DerivedTypes ?? [])
        {
            Describe(derived.DerivedType, text, seen);
        }

        if (info.Kind != JsonTypeInfoKind.Object)
        {
            return;
        }

        foreach (var property in info.Properties.OrderBy(property => property.Name, StringComparer.Ordinal))
        {
            text.Append(property.Name).Append(property.IsRequired ? '!' : ':');
            Describe(property.PropertyType, text, seen);
        }
    }
}
