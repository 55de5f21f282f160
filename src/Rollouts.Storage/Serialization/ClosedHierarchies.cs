using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Rollouts.Storage.Serialization;

/// <summary>
/// Writes the case of a closed hierarchy: <c>{ "is": "slots", ... }</c>. The cases are the records that are nested in
/// an abstract one, so a new case needs no registration. Golden streams detect a renamed case.
/// </summary>
internal static class ClosedHierarchies
{
    private const string Discriminator = "is";

    public static void Discriminate(JsonTypeInfo info)
    {
        if (
            !info.Type.IsAbstract
            || info.Type.IsInterface
            || info.Type.Namespace?.StartsWith("Rollouts.", StringComparison.Ordinal) != true
        )
        {
            return;
        }

        info.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = Discriminator };
        foreach (
            var nested in info
                .Type.GetNestedTypes()
                .Where(nested => !nested.IsAbstract && nested.IsSubclassOf(info.Type))
        )
        {
            info.PolymorphismOptions.DerivedTypes.Add(
                new JsonDerivedType(nested, JsonNamingPolicy.CamelCase.ConvertName(nested.Name))
            );
        }
    }
}
