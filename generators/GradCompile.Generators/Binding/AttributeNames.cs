using Microsoft.CodeAnalysis;

namespace GradCompile.Generators.Binding;

/// <summary>The names by which the runtime's attributes are known here.</summary>
internal static class AttributeNames
{
    public const string Namespace = "GradCompile";
    public const string NetworkMetadataName = Namespace + "." + Network;

    public const string Network = "NetworkAttribute";
    public const string Block = "BlockAttribute";
    public const string Loss = "LossAttribute";

    public const string Dense = "DenseAttribute";
    public const string Conv2D = "Conv2DAttribute";
    public const string Activation = "ActivationAttribute";
    public const string MaxPool = "MaxPoolAttribute";
    public const string AveragePool = "AveragePoolAttribute";
    public const string GlobalAveragePool = "GlobalAveragePoolAttribute";
    public const string Flatten = "FlattenAttribute";
    public const string BatchNorm = "BatchNormAttribute";
    public const string LayerNorm = "LayerNormAttribute";
    public const string Dropout = "DropoutAttribute";
    public const string Residual = "ResidualAttribute`1";

    public const string Sgd = "SgdAttribute";
    public const string Adam = "AdamAttribute";
    public const string AdamW = "AdamWAttribute";
    public const string RmsProp = "RmsPropAttribute";
    public const string AdaGrad = "AdaGradAttribute";

    public const string L1 = "L1Attribute";
    public const string L2 = "L2Attribute";
    public const string ElasticNet = "ElasticNetAttribute";

    public const string ClipValue = "ClipValueAttribute";
    public const string ClipNorm = "ClipNormAttribute";
    public const string ClipGlobalNorm = "ClipGlobalNormAttribute";
    public const string ClipEma = "ClipEmaAttribute";
    public const string ClipAdaptive = "ClipAdaptiveAttribute";

    /// <summary>The metadata name of an attribute of ours, without its namespace; null for any other.</summary>
    public static string? Of(AttributeData attribute) =>
        attribute.AttributeClass is { ContainingType: null, ContainingNamespace: { Name: Namespace, ContainingNamespace.IsGlobalNamespace: true } } type
            ? type.MetadataName
            : null;

    /// <summary>As a user writes it: <c>Dense</c> of <c>DenseAttribute</c>.</summary>
    public static string Short(string metadataName)
    {
        const string Suffix = "Attribute";
        var end = metadataName.LastIndexOf(Suffix, System.StringComparison.Ordinal);
        return end > 0 ? metadataName.Substring(0, end) : metadataName;
    }
}
