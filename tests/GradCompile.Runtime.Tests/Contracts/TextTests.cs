using System.Globalization;

namespace GradCompile.Runtime.Tests.Contracts;

/// <summary>What the records of a network say of themselves: their numbers, the same in every culture.</summary>
public class TextTests
{
    private static readonly NetworkInfo Info = new(
        "My.Digits", [1, 28, 28], [10],
        [new LayerInfo("dense1", "Dense ReLU", [128], 100_480, 200_704)],
        [new TensorInfo("dense1.weight", [128, 784], true), new TensorInfo("batchnorm1.running_var", [128], false)],
        1_234_567, 2_345_678, new Forecast([new LayerForecast("dense1", 1.41421, 0.25, 0, 2.6789), new LayerForecast("dense2", 1.5, 0, 0, 1e-9)]));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void RecordsSayTheirNumbers(bool withCommas)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = withCommas ? Commas() : CultureInfo.InvariantCulture;
            Assert.Equal("My.Digits: [1, 28, 28] → [10], 1 layer, 2 tensors, 1,234,567 parameters, 2,345,678 FLOPs a row", Info.ToString());
            Assert.Equal("dense1: Dense ReLU, [128], 100,480 parameters, 200,704 FLOPs a row", Info.Layers[0].ToString());
            Assert.Equal("dense1.weight [128, 784]", Info.Tensors[0].ToString());
            Assert.Equal("batchnorm1.running_var [128], a running statistic", Info.Tensors[1].ToString());
            Assert.Equal(
                "dense1: output 1.41, saturated 25 %, dead 0 %, weight gradient 2.68\ndense2: output 1.5, saturated 0 %, dead 0 %, weight gradient 1E-09",
                Info.Forecast.ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    /// <summary>This build knows no cultures but the invariant one: one with commas is made from it.</summary>
    private static CultureInfo Commas()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NumberGroupSeparator, culture.NumberFormat.NegativeSign) = (",", ".", "−");
        (culture.NumberFormat.PercentDecimalSeparator, culture.NumberFormat.PercentGroupSeparator) = (",", ".");
        return culture;
    }
}
