using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;
using Rollouts.Api.Http;
using Rollouts.Api.Identity;
using Rollouts.Api.Requests;
using Rollouts.Storage.Serialization;

namespace Rollouts.Api.Documents;

/// <summary>The OpenAPI document, which is generated from the declarations of the endpoints.</summary>
internal static class Description
{
    private const string Security = "key";

    public static void AddDescription(this IServiceCollection services)
    {
        // Only the document uses these options. Without the converter a list is described as an array, the form in
        // which it is written.
        services.ConfigureHttpJsonOptions(options =>
        {
            ApiJson.Configure(options.SerializerOptions);
            options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            options.SerializerOptions.Converters.Remove(
                options.SerializerOptions.Converters.First(converter => converter is ValueListConverter)
            );
        });
        services.AddOpenApi(
            "v1",
            options =>
            {
                options.AddDocumentTransformer(DescribeAll);
                options.AddOperationTransformer(DescribeAsync);
                options.AddSchemaTransformer(LeaveOutAsync);
            }
        );
    }

    public static void MapDescription(this IEndpointRouteBuilder api) =>
        api.MapOpenApi("/openapi.json").AllowAll().ExcludeFromDescription();

    private static Task DescribeAll(
        OpenApiDocument document,
        OpenApiDocumentTransformerContext context,
        CancellationToken cancellation
    )
    {
        document.Info = new OpenApiInfo
        {
            Title = "Rollouts",
            Version = "v1",
            Description = "Progressive delivery: plans, rollouts and what has become of them.",
        };
        // The address of the request is not part of the API.
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            [Security] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer" },
        };
        document.Security = [new OpenApiSecurityRequirement { [new(Security, document)] = [] }];
        return Task.CompletedTask;
    }

    private static async Task DescribeAsync(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellation
    )
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<RequiredPermission>().LastOrDefault() is { Permission: { } permission } needs)
        {
            operation.Description =
                $"Needs the permission '{Permissions.NameOf(permission)}'{Permissions.Say(needs.Reach)}.";
        }

        var method = context.Description.HttpMethod ?? "";
        if (!HttpMethods.IsGet(method))
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(
                Header(IdempotencyKeys.Header, "Lets the request take effect once, however often it is sent.")
            );
        }

        if (HttpMethods.IsPut(method) || HttpMethods.IsDelete(method))
        {
            operation.Parameters!.Add(Header(HeaderNames.IfMatch, "The ETag of what is changed."));
        }

        if (HttpMethods.IsPut(method))
        {
            operation.Parameters!.Add(Header(HeaderNames.IfNoneMatch, "'*' for what is to be new."));
        }

        if (metadata.OfType<AcceptedBody>().LastOrDefault() is { } body)
        {
            IOpenApiSchema schema = body.Type is { } type
                ? await SchemaOfAsync(type, context, cancellation)
                : new OpenApiSchema { Type = JsonSchemaType.String };
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
                {
                    [body.Type is null ? "application/yaml" : "application/json"] = new OpenApiMediaType
                    {
                        Schema = schema,
                    },
                },
            };
        }

        operation.Responses ??= [];
        operation.Responses["default"] = new OpenApiResponse
        {
            Description = "A refusal, as a problem document.",
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                [Problem.ContentType] = new OpenApiMediaType
                {
                    Schema = await SchemaOfAsync(typeof(Problem), context, cancellation),
                },
            },
        };
    }

    // Each type is described once and referenced, because it would otherwise be repeated in every operation.
    private static async Task<IOpenApiSchema> SchemaOfAsync(
        Type type,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellation
    )
    {
        var document = context.Document!;
        document.AddComponent(type.Name, await context.GetOrCreateSchemaAsync(type, null, cancellation));
        return new OpenApiSchemaReference(type.Name, document);
    }

    // The documentation of the list type is about this code and not about the API.
    private static Task LeaveOutAsync(
        OpenApiSchema schema,
        OpenApiSchemaTransformerContext context,
        CancellationToken cancellation
    )
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueList<>))
        {
            schema.Description = context.JsonPropertyInfo is null ? null : schema.Description;
            if (schema.Items is OpenApiSchema items)
            {
                items.Description = null;
            }
        }

        return Task.CompletedTask;
    }

    private static OpenApiParameter Header(string name, string what) =>
        new()
        {
            Name = name,
            In = ParameterLocation.Header,
            Description = what,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        };
}
