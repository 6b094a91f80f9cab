"""A real local cluster of dask as executor, with a worker killed midway, and parts written by the workers."""

import os
import signal

import pandas as pd
import pytest
from portfolios import many

import forecasting as fc
from forecasting.portfolio import engines

distributed = pytest.importorskip(
    "distributed", reason="distributed is not installed (the extra scale brings it)"
)

pytestmark = pytest.mark.filterwarnings("ignore")  # of the library's own, at start and when a worker is lost


@pytest.fixture(scope="module")
def client():
    """Two worker processes."""
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        distributed.Client(cluster) as one,
    ):
        yield one


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Sixteen small dossiers."""
    return many(tmp_path_factory.mktemp("many"), 16)


def same(one, other):
    """Whether two portfolios are equal in every cell."""
    for name in ("dossiers", "findings", "targets"):
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name))


def test_a_client_is_an_executor(client, folder) -> None:
    """What the cluster finds is what this process finds, cell by cell."""
    same(fc.assess_many([folder], client, chunk=3), fc.assess_many([folder]))


def test_a_worker_killed_midway_loses_nothing(client, folder, monkeypatch) -> None:
    """One of two workers gets SIGKILL after the second chunk: results are complete and equal."""
    killed = []
    taken = engines._taken

    def kills(chunk, future):
        found = taken(chunk, future)
        if not killed:
            killed.append(next(iter(client.run(os.getpid).values())))
            os.kill(killed[0], getattr(signal, "SIGKILL", signal.SIGTERM))
        return found

    monkeypatch.setattr(engines, "_taken", kills)
    found = fc.assess_many([folder], client, chunk=1)
    assert killed
    assert (found.dossiers["status"] == "assessed").all()
    same(found, fc.assess_many([folder]))


def test_workers_write_a_partitioned_parquet(client, folder, tmp_path) -> None:
    """The parts, read back in the order of their names, are the tables; who wrote them decides no byte."""
    fastparquet = pytest.importorskip("fastparquet")
    found = fc.assess_many([folder], client, into=tmp_path / "cluster", chunk=5)
    whole = fc.assess_many([folder])
    pd.testing.assert_frame_equal(found.dossiers, whole.dossiers)
    parts = sorted((tmp_path / "cluster" / "findings").iterdir())
    assert [one.name for one in parts] == [f"part-{number:05}.parquet" for number in range(4)]
    back = pd.concat([fastparquet.ParquetFile(str(one)).to_pandas() for one in parts], ignore_index=True)
    assert back["dossier"].tolist() == whole.findings["dossier"].tolist()
    assert back["message"].tolist() == whole.findings["message"].tolist()
    fc.assess_many([folder], into=tmp_path / "here", chunk=5)
    for one in sorted((tmp_path / "cluster").rglob("*.parquet")):
        assert one.read_bytes() == (tmp_path / "here" / one.relative_to(tmp_path / "cluster")).read_bytes()
    with pytest.raises(fc.ForecastingError, match="not empty"):
        fc.assess_many([folder], into=tmp_path / "here")


def test_parquet_is_the_same_whatever_ran(folder, tmp_path) -> None:
    """One file, one or two workers: the same bytes, and the same rows as the CSV."""
    fastparquet = pytest.importorskip("fastparquet")
    from forecasting.portfolio import RunOptions, run_to_file

    for workers in (1, 2):
        run_to_file([folder], tmp_path / f"{workers}.parquet", RunOptions(workers=workers, chunk=workers))
    assert (tmp_path / "1.parquet").read_bytes() == (tmp_path / "2.parquet").read_bytes()
    back = fastparquet.ParquetFile(str(tmp_path / "1.parquet")).to_pandas()
    assert back["name"].tolist() == fc.assess_many([folder]).dossiers["name"].tolist()
